package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fx"
)

// maxChannels is how many channels one request may compare.
const maxChannels = 20

// An entry is one channel of a request with several. It makes a request of its
// own: what the entry does not say is what the request says.
type entry struct {
	path   string // "channels[1]"
	label  string
	own    []string // the fields that the entry says itself
	merged strict.Node
}

// commonOnly are the fields that all channels share.
var commonOnly = []string{"sku", "date", "channels"}

// readEntries returns the requests that a list of channels makes of one.
func readEntries(n, list strict.Node, f *strict.Faults) []entry {
	if list.Kind != strict.IsList || len(list.Items) == 0 || len(list.Items) > maxChannels {
		f.Add("channels", list.Brief(), "must be a list of 1 to "+strconv.Itoa(maxChannels)+" channels")
		return nil
	}
	if channel, given := n.Field("channel"); given {
		f.Add("channel", channel.Brief(), "must not be given with channels")
		return nil
	}
	common := slices.DeleteFunc(slices.Clone(n.Fields), func(x strict.Field) bool { return x.Name == "channels" })
	if len(n.Fields)-len(common) > 1 {
		f.Add("channels", "", "must not be there twice")
	}
	var out []entry
	for i, item := range list.Items {
		path := "channels[" + strconv.Itoa(i) + "]"
		if item.Kind == strict.IsText { // the name alone
			item = strict.Node{Kind: strict.IsObject, Fields: []strict.Field{{Name: "channel", Value: item}}}
		}
		o := strict.Open(item, path, f)
		if item.Kind == strict.IsObject {
			out = append(out, readEntry(&o, common))
		}
	}
	checkLabels(out, f)
	return out
}

// readEntry reads one object of the list.
func readEntry(o *strict.Object, common []strict.Field) entry {
	e := entry{path: o.Path, label: o.Label("label"), merged: strict.Node{Kind: strict.IsObject}}
	labels := 0
	for _, x := range o.Node.Fields {
		switch {
		case x.Name == "label":
			if labels++; labels == 2 {
				o.Faults.Add(o.At(x.Name), x.Value.Brief(), "must not be there twice")
			}
			continue
		case slices.Contains(commonOnly, x.Name):
			o.Faults.Add(o.At(x.Name), x.Value.Brief(), "must not be given for one channel: it is the same for all")
			continue
		}
		e.own = append(e.own, x.Name)
		e.merged.Fields = append(e.merged.Fields, x)
	}
	for _, x := range common {
		if !slices.Contains(e.own, x.Name) {
			e.merged.Fields = append(e.merged.Fields, x)
		}
	}
	if e.label == "" {
		channel, _ := e.merged.Field("channel")
		by, _ := e.merged.Field("fulfillment")
		if slices.Contains(e.own, "fulfillment") && by.Kind == strict.IsText {
			channel.Text += " " + by.Text
		}
		e.label = strict.Legible(strings.TrimSpace(channel.Text))
	}
	return e
}

// checkLabels notes labels that are there twice.
func checkLabels(entries []entry, f *strict.Faults) {
	for i, e := range entries {
		first := slices.IndexFunc(entries, func(x entry) bool { return x.label == e.label })
		if first < i && e.label != "" {
			f.Add(e.path+".label", e.label, "must not be that of "+entries[first].path+" as well: give each a label of its own")
		}
	}
}

// locate turns the path of a fault into one of the request that the entry is
// part of.
func (e *entry) locate(fault *fx.InputError) {
	switch first := strict.FirstName(fault.Field); {
	case first == "":
		fault.Field = e.path
	case first == "channel" || slices.Contains(e.own, first):
		fault.Field = e.path + "." + fault.Field
	}
}
