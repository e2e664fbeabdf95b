package main

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A channelReader reads the listing of a request. The shared fields are read
// already; options is there even when the request has none.
type channelReader func(s shared, options *strict.Object) offer

// channels are the channels that a request may name, each with its file.
var channels = map[string]channelReader{
	"amazon-us":  readAmazon,
	"ebay-us":    readEbay,
	"shopify-us": readShopify,
	"tiktok-us":  readTikTok,
	"walmart-us": readWalmart,
}

func channelNames() []string {
	names := make([]string, 0, len(channels))
	for name := range channels {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// listingCurrency is the currency of every price: all channels are US ones.
const listingCurrency = fx.USD

// An offer is a unit as it is listed on one channel, with what people want to see
// of that.
type offer struct {
	fees.Listing // nil when the channel is not known
	shared

	detail string // what else decides the fees, for people
	ships  string // "from an Amazon fulfilment centre (FBA)"
	// size says how the channel sees the parcel; nil where that decides nothing.
	size func(on time.Time) (sizing, error)
	// check is the Check of a Listing that several parties bill; nil for one that
	// has its own.
	check func() error
	// promoted is how many units share the fee of a promotion.
	promoted int
	// options are the names of the options that the channel knows.
	options []string
}

// A sizing is the size class and the billable weight of a parcel.
type sizing struct {
	tier   string
	weight fees.Weight
	source fees.Source
}

// shared are the fields of a request that every channel understands, though some
// have no use for one.
type shared struct {
	object      *strict.Object
	fulfillment string
	category    string
	class       string // "" is standard
	parcel      fees.Parcel
	order       fees.Order
}

// readOffer reads everything that decides what the channel takes.
func readOffer(o *strict.Object, channel string) offer {
	s := shared{object: o, fulfillment: o.Word("fulfillment"), category: o.Word("category")}
	if s.class = o.Choice("class", "standard", "apparel", "dangerous_goods"); s.class == "standard" {
		s.class = ""
	}
	if size, ok := o.Object("size"); ok {
		s.parcel.Length, s.parcel.Width, s.parcel.Height = size.Length("length"), size.Length("width"), size.Length("height")
		size.Close()
	}
	s.parcel.Weight = o.Weight("weight")
	s.readOrder()
	options, _ := o.Object("options")
	options.Path, options.Faults = o.At("options"), o.Faults
	read := channels[channel]
	if read == nil {
		return offer{shared: s}
	}
	out := read(s, &options)
	out.shared, out.options = s, options.Asked()
	options.CloseSaying(func(name string) string { return unknownOption(name, channel, options.Asked()) })
	return out
}

// readOrder reads how the unit is bought. It is checked here, since not every
// channel looks at all of it.
func (s *shared) readOrder() {
	o := s.object
	s.order = fees.Order{
		Units:           o.Count("units_per_order", fees.MaxOrderUnits),
		ShippingCharged: o.Decimal("shipping_charged").Decimal,
		SalesTax:        o.Decimal("sales_tax").Decimal,
	}
	noteLibrary(o.Faults, request{}, s.order.Check())
}

// needParcel notes measures that are missing for a channel that ships the unit.
func (s shared) needParcel(fulfillment string) {
	o, reason := s.object, `must be given for the fulfillment "`+fulfillment+`"`
	for _, name := range []string{"size", "weight"} {
		if _, given := o.Field(name); !given {
			o.Faults.Add(o.At(name), "", reason)
		}
	}
	n, _ := o.Field("size")
	if n.Kind != strict.IsObject {
		return
	}
	size := strict.Open(n, o.At("size"), o.Faults)
	for _, name := range []string{"length", "width", "height"} {
		if _, given := size.Field(name); !given {
			size.Faults.Add(size.At(name), "", reason)
		}
	}
}

// shipsBy is the fulfilment where the listing has no field for it: that of the
// request, which must be one of those known, or "seller".
func (s shared) shipsBy(known ...string) string {
	switch {
	case s.fulfillment == "":
		return "seller"
	case slices.Contains(known, s.fulfillment):
		return s.fulfillment
	}
	s.object.Faults.Add(s.object.At("fulfillment"), s.fulfillment, `must be "`+strings.Join(known, `" or "`)+`"`)
	return ""
}

// path is where a field that the library names stands in the request.
func (x *offer) path(field string) string {
	switch field {
	case "length", "width", "height":
		return "size." + field
	case "method", "product": // of a processor, which a table does not have
		return "options.processor." + field
	}
	if slices.Contains(x.options, strict.FirstName(field)) {
		return "options." + field
	}
	return field
}

// unknownOption says why an option is none of a channel.
func unknownOption(name, channel string, known []string) string {
	var elsewhere []string
	for _, other := range channelNames() {
		if slices.Contains(optionNames()[other], name) {
			elsewhere = append(elsewhere, other)
		}
	}
	if len(elsewhere) > 0 {
		return "is not an option of " + channel + " but of " + strings.Join(elsewhere, ", ")
	}
	return strict.UnknownName("an option of "+channel, name, known)
}

// optionNames are the names of the options of each channel, in the order in which
// they are read.
var optionNames = sync.OnceValue(func() map[string][]string {
	names := map[string][]string{}
	for channel, read := range channels {
		var f strict.Faults
		nothing := strict.Node{Kind: strict.IsObject}
		request, options := strict.Open(nothing, "", &f), strict.Open(nothing, "options", &f)
		read(shared{object: &request}, &options)
		names[channel] = options.Asked()
	}
	return names
})

// undated is an offer whose charges are not known because the day is not: it is
// only checked.
type undated struct{ offer }

func (x undated) Charges(time.Time) ([]fees.Charge, error) {
	if x.check != nil {
		return nil, x.check()
	}
	if c, ok := x.Listing.(interface{ Check() error }); ok {
		return nil, c.Check()
	}
	return nil, nil
}

// nowhere is the listing of a request whose channel is not known: nothing of it
// can be checked.
type nowhere struct{}

func (nowhere) Channel() string                          { return "" }
func (nowhere) Currency() fx.Currency                    { return listingCurrency }
func (nowhere) Extras() decimal.Decimal                  { return decimal.Decimal{} }
func (nowhere) Charges(time.Time) ([]fees.Charge, error) { return nil, nil }
