// Package files reads inputs and writes outputs of the commands.
package files

import (
	"bufio"
	"errors"
	"io"
	"os"
	"unicode/utf8"
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

// Print writes to the file of a name, or to the output without a name.
func Print(name string, output io.Writer, write func(io.Writer) error) error {
	if name != "" {
		return Write(name, write)
	}
	buffered := bufio.NewWriter(output)
	return errors.Join(write(buffered), buffered.Flush())
}

// InvalidUTF8 returns the place of the first byte that is not UTF-8, -1 when there is
// none.
func InvalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}
