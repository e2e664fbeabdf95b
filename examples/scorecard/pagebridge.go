package main

import (
	"github.com/shopspring/decimal"
)

// mostItems is how many items the table of a bridge shows.
const mostItems = 50

// bridgeBlocks are the waterfall, the causes in words, and the items behind them.
func bridgeBlocks(d document) ([]htmlBlock, error) {
	b := d.Bridge
	if b == nil {
		return []htmlBlock{{Text: fullStop(capital(d.BridgeWhy))}}, nil
	}
	w := newWaterfall(b, d.Currency)
	chart := htmlChart{Title: capital(b.Measure) + ", from before to now", Unit: d.Currency, Values: barTable(b, d.Currency)}
	if w.cut != 0 {
		chart.Note = "The axis does not begin at 0, so that the changes can be seen: the torn ends of the first and the last bar say so."
	}
	var err error
	if chart.Wide, err = inline(w, wideChart); err != nil {
		return nil, err
	}
	if chart.Narrow, err = inline(w, narrowChart); err != nil {
		return nil, err
	}
	causes := htmlBlock{Title: "Causes, the largest first"}
	for _, c := range b.Causes[:min(len(b.Causes), mostRows)] {
		causes.List = append(causes.List, htmlItem{Text: c.Sentence})
	}
	if len(causes.List) == 0 {
		causes = htmlBlock{}
	}
	head := capital(b.Measure) + ": " + b.From.Full() + " before, " + b.To.Full() + " now"
	if b.Change.State == "defined" {
		head += ", a change of " + plus(b.Change.Full())
	}
	blocks := []htmlBlock{{Text: head + "."}, {Legend: "bridge", Charts: []htmlChart{chart}}, causes, itemTable(b, d.Currency).block()}
	if len(b.Missing) > 0 {
		blocks = append(blocks, folded("What is not known ("+countText(len(b.Missing))+")", sentences(firstOf(b.Missing))))
	}
	return append(blocks, sentences(b.Notes)), nil
}

// barTable has the numbers of the waterfall.
func barTable(b *bridge, currency string) *htmlTable {
	t := newTable("Bars of the waterfall", plainColumn("Cause"), numberColumn(currency), numberColumn("Share of the change"), plainColumn("Known"))
	t.add("strong", "Profit before", cellText(b.Start, currency), "–", knownText(isKnown(b.From)))
	for _, bar := range b.Bars {
		t.add("", bar.Name, barText(bar, currency), cellText(bar.Share, ""), knownText(bar.Complete))
	}
	t.add("strong", "Profit now", cellText(b.End, currency), "–", knownText(isKnown(b.To)))
	return t
}

// barText is the amount of a bar. One of which nothing is known is no 0.
func barText(b bridgeBar, currency string) string {
	if !b.Complete && b.Amount.Sign() == 0 {
		return notKnown
	}
	return plus(cellText(b.Amount, currency))
}

func knownText(all bool) string {
	if all {
		return "in full"
	}
	return "in part"
}

// itemTable has the items whose profit moved most, and what the others come to.
func itemTable(b *bridge, currency string) *htmlTable {
	t := newTable("Items whose profit moved most, in "+currency, plainColumn("SKU"), plainColumn("Kind"), numberColumn("Before"), numberColumn("Now"),
		numberColumn("Change"), plainColumn("Largest cause"), numberColumn("Amount of the cause"))
	for _, item := range b.Items[:min(len(b.Items), mostItems)] {
		sku := item.SKU
		if sku == "" {
			sku = "of no item"
		}
		t.add("", sku, item.Kind, cellText(item.From, currency), cellText(item.To, currency), plus(cellText(item.Change, currency)), item.Cause, plus(cellText(item.CauseAmount, currency)))
	}
	if others := b.Others + max(0, len(b.Items)-mostItems); others > 0 {
		t.add("strong", counted(others, "other item"), "", "", "", plus(othersText(b, currency)), "", "")
	}
	return t
}

// othersText is what the items that are not shown come to: those of the document, and
// those that the table leaves out.
func othersText(b *bridge, currency string) string {
	if len(b.Items) <= mostItems {
		return cellText(b.OthersChange, currency)
	}
	sum, places := decimal.Decimal{}, int32(0)
	left := []figure{}
	if b.Others > 0 {
		left = append(left, b.OthersChange)
	}
	for _, item := range b.Items[mostItems:] {
		left = append(left, item.Change)
	}
	for _, f := range left {
		n, err := decimal.NewFromString(f.Number)
		if f.State != "defined" || err != nil {
			return "not known"
		}
		sum, places = sum.Add(n), max(places, -n.Exponent())
	}
	return grouped(sum.StringFixed(places))
}

// firstOf are the first of many texts, and how many there are more.
func firstOf(texts []string) []string {
	if len(texts) <= mostRows {
		return texts
	}
	return append(texts[:mostRows:mostRows], "And "+countText(len(texts)-mostRows)+" more.")
}
