// Package files reads inputs and writes outputs of the commands.
package files

import (
	"bufio"
	"errors"
	"io"
	"os"
)

// Read returns the content of a file, or of standard input for "-", one byte more
// than is accepted when it is larger than that.
func Read(name string, stdin io.Reader, most int64) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(stdin, most+1))
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most+1))
}

// Write creates a file and reports every fault of writing it.
func Write(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriter(f)
	return errors.Join(write(buffered), buffered.Flush(), f.Close())
}
