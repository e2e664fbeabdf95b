package main

import (
	"errors"
	"flag"
	"slices"

	"github.com/lianxing/crossborder/fees"
)

// show prints one shipped table as it stands in its file.
func (c *command) show(args []string) (int, error) {
	ids, err := c.parse(flag.NewFlagSet("show", flag.ContinueOnError), args)
	if err != nil {
		return unusable, err
	}
	if len(ids) != 1 {
		return unusable, c.wrong("show takes the id of one table")
	}
	all, err := c.shipped()
	if err != nil {
		return unusable, err
	}
	i := slices.IndexFunc(all, func(t fees.TableInfo) bool { return t.Source.Table == ids[0] })
	if i < 0 {
		return unusable, errors.New("there is no shipped table " + quoted(ids[0]) + nearest(ids[0], all))
	}
	_, err = c.stdout.Write(append(all[i].JSON, '\n'))
	return fine, err
}
