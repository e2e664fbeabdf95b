package main

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/ebay"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/fees/tiktok"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/fx"
)

// A channel is where its tables come from.
type channel struct {
	name     string
	currency fx.Currency // of its amounts, "" when it has none
	shipped  func() (*fees.Tables, error)
	read     func(io.Reader) (*fees.Tables, error)
}

// channels are all channels, in alphabetical order.
var channels = []channel{
	{amazon.Channel, fx.USD, amazon.ShippedTables, amazon.ReadTables},
	{landed.Channel, fx.CNY, landed.ShippedTables, landed.ReadTables}, // Chinese VAT
	{ebay.Channel, fx.USD, ebay.ShippedTables, ebay.ReadTables},
	{"freight", "", freight.ShippedTables, freight.ReadTables}, // its amounts are the caller's
	{payment.Channel, fx.USD, payment.ShippedTables, payment.ReadTables},
	{shopify.Channel, fx.USD, shopify.ShippedTables, shopify.ReadTables},
	{tiktok.Channel, fx.USD, tiktok.ShippedTables, tiktok.ReadTables},
	{customs.Channel, fx.USD, customs.ShippedTables, customs.ReadTables},
	{walmart.Channel, fx.USD, walmart.ShippedTables, walmart.ReadTables},
}

// channel returns a channel by its name, nil when there is none.
func (c *command) channel(name string) *channel {
	for i := range c.channels {
		if c.channels[i].name == name {
			return &c.channels[i]
		}
	}
	return nil
}

// channelNames lists the channels for a message.
func (c *command) channelNames() string {
	names := make([]string, len(c.channels))
	for i, ch := range c.channels {
		names[i] = ch.name
	}
	return strings.Join(names, ", ")
}

// shipped returns the tables of all channels by channel, kind, variant and first
// day.
func (c *command) shipped() ([]fees.TableInfo, error) {
	var all []fees.TableInfo
	for _, ch := range c.channels {
		tables, err := ch.shipped()
		if err != nil {
			return nil, err
		}
		all = slices.AppendSeq(all, tables.All())
	}
	slices.SortFunc(all, func(a, b fees.TableInfo) int {
		return cmp.Or(
			cmp.Compare(a.Channel, b.Channel),
			cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Variant, b.Variant),
			a.Source.EffectiveFrom.Compare(b.Source.EffectiveFrom),
			cmp.Compare(a.Source.Table, b.Source.Table),
		)
	})
	return all, nil
}

// nearest names the ids that look most like one that is not there, for the end
// of a message: those with the longest beginning and end in common.
func nearest(id string, all []fees.TableInfo) string {
	const most = 3
	common := func(other string) int {
		n, front, back := min(len(id), len(other)), 0, 0
		for front < n && id[front] == other[front] {
			front++
		}
		for back < n-front && id[len(id)-1-back] == other[len(other)-1-back] {
			back++
		}
		return front + back
	}
	var ids []string
	for _, info := range all {
		if 4*common(info.Source.Table) >= 3*len(info.Source.Table) {
			ids = append(ids, info.Source.Table)
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int { return common(b) - common(a) })
	if len(ids) == 0 {
		return "; tables list shows them all"
	}
	return "; did you mean " + strings.Join(ids[:min(len(ids), most)], ", ") + "?"
}
