package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
)

// outputs are the files of a run. They are written under other names in the folders
// where they belong and get their names together when all is done.
type outputs struct {
	tables []*table
	folder string // of the price files while they are written, "" without one
	name   string // of that folder in the end
}

// A table is a CSV file that is being written.
type table struct {
	name string
	file *os.File
	to   *bufio.Writer
	csv  *csv.Writer
	err  error
}

// open begins a CSV file. Without a name there is none, and what is written is dropped.
func (o *outputs) open(name string, titles ...string) (*table, error) {
	if name == "" {
		return nil, nil
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, errors.New(name + " is there and no regular file")
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*.tmp")
	if err != nil {
		return nil, err
	}
	t := &table{name: name, file: f, to: bufio.NewWriterSize(f, 1<<16)}
	t.csv = csv.NewWriter(t.to)
	o.tables = append(o.tables, t)
	if len(titles) > 0 {
		t.write(titles...)
	}
	return t, nil
}

// openFolder begins the folder of the price files. One that is there already must be
// empty, so that no file of another run is left in it.
func (o *outputs) openFolder(name string) error {
	name = filepath.Clean(name)
	if entries, err := os.ReadDir(name); err == nil && len(entries) > 0 {
		return errors.New(name + " must be a new or an empty folder: it has files")
	} else if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	folder, err := os.MkdirTemp(filepath.Dir(name), "."+filepath.Base(name)+".*.tmp")
	o.folder, o.name = folder, name
	return err
}

// write writes one row; text of others that a spreadsheet would take for a formula gets
// an apostrophe in front.
func (t *table) write(cells ...string) {
	if t == nil || t.err != nil {
		return
	}
	for i, cell := range cells {
		cells[i] = harmless(cell)
	}
	t.err = t.csv.Write(cells)
}

// harmless is a cell that no spreadsheet takes for a formula.
func harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return cell
	}
	if _, err := fx.ParseDecimal(cell); err == nil {
		return cell
	}
	return "'" + cell
}

// commit gives every file its name.
func (o *outputs) commit() error {
	for _, t := range o.tables {
		t.csv.Flush()
		mode := os.FileMode(0o644)
		if info, err := os.Stat(t.name); err == nil {
			mode = info.Mode().Perm()
		}
		if err := errors.Join(t.err, t.csv.Error(), t.to.Flush(), t.file.Chmod(mode), t.file.Close()); err != nil {
			return err
		}
	}
	if o.folder != "" {
		if err := os.Remove(o.name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		if err := errors.Join(os.Chmod(o.folder, 0o755), os.Rename(o.folder, o.name)); err != nil {
			return err
		}
		o.folder = ""
	}
	for len(o.tables) > 0 {
		if err := os.Rename(o.tables[0].file.Name(), o.tables[0].name); err != nil {
			return err
		}
		o.tables = o.tables[1:]
	}
	return nil
}

// remove takes away what was not committed.
func (o *outputs) remove() {
	for _, t := range o.tables {
		_ = t.file.Close() // it may be closed already
		_ = os.Remove(t.file.Name())
	}
	if o.folder != "" {
		_ = os.RemoveAll(o.folder)
	}
}

// fault writes what is wrong with a field of a row.
func (t *table) fault(row int, field, sku, value, reason string) {
	t.write(strconv.Itoa(row), field, sku, value, reason)
}
