package main

import (
	"context"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/lianxing/crossborder/examples/internal/files"
	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/pricing/audit"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// An auditor keeps the gravest reviews with the items that they were made from.
type auditor struct {
	most  int
	queue *reprice.Queue
	items map[uint64]*reprice.Item
}

func newAuditor(most int) auditor {
	return auditor{most, &reprice.Queue{Most: most}, map[uint64]*reprice.Item{}}
}

// add keeps a decision that asks a person. Items of decisions that the queue has
// dropped are dropped when they are as many as those that it keeps.
func (a *auditor) add(d *reprice.Decision, item *reprice.Item) {
	if !a.queue.Add(*d) {
		return
	}
	a.items[keyOf(d.SKU, d.Channel)] = item
	if len(a.items) <= 2*a.most {
		return
	}
	kept := map[uint64]*reprice.Item{}
	for _, d := range a.queue.Decisions() {
		key := keyOf(d.SKU, d.Channel)
		kept[key] = a.items[key]
	}
	a.items = kept
}

// write writes the price files into a folder, named by their place in the queue, and
// returns of how many decisions.
func (a *auditor) write(ctx context.Context, folder string, s *settings) (int, error) {
	decisions := a.queue.Decisions()
	for i, d := range decisions {
		if err := ctx.Err(); err != nil {
			return i, err
		}
		f, err := audit.New(*a.items[keyOf(d.SKU, d.Channel)], s.rules, d, audit.Options{Now: s.now})
		if err != nil {
			return i, fmt.Errorf("price file of %s on %s: %w", legible(d.SKU), d.Channel, err)
		}
		name := filepath.Join(folder, fmt.Sprintf("%04d-%s-%s", i+1, fileName(d.SKU), d.Channel))
		data, err := f.JSON()
		if err != nil {
			return i, err
		}
		if err := os.WriteFile(name+".json", data, 0o644); err != nil {
			return i, err
		}
		if err := files.Write(name+".md", func(w io.Writer) error { return f.Markdown(w, audit.English) }); err != nil {
			return i, err
		}
		if err := files.Write(name+".html", func(w io.Writer) error { return f.HTML(w, audit.English) }); err != nil {
			return i, err
		}
	}
	return len(decisions), nil
}

// fileName is a SKU as a part of the name of a file on any system.
func fileName(sku string) string {
	const most = 60
	out := strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_') {
			return r
		}
		return '_'
	}, sku)
	return out[:min(len(out), most)]
}

func legible(text string) string { return strict.Legible(text) }

// keySeed makes keys that nobody outside can aim at.
var keySeed = maphash.MakeSeed()

// keyOf stands for a SKU on a channel: in a catalogue of a million rows two of them
// share a key once in forty million catalogues.
func keyOf(sku, channel string) uint64 { return maphash.String(keySeed, channel+"\x00"+sku) }
