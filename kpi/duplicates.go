package kpi

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A KeyedRow is a row of a report by its natural key. The zero KeyedRow has no key, and
// counts like any other.
type KeyedRow struct {
	// File and Row say where it stands.
	File string
	Row  int
	// Key are the columns that name it: an order, an item, a day.
	Key []string
	// Amount is what is compared.
	Amount decimal.Decimal
}

func (r KeyedRow) origin() string {
	if r.Row == 0 {
		return r.File
	}
	return r.File + " row " + strconv.Itoa(r.Row)
}

// Duplicates finds rows whose key was there before: repeated with the same amount, or
// conflicting with another one.
//
// mayRepeat says that a key may stand in a file more than once, as in the search-term
// report, whose rows of one key are parts of one figure. Such rows are no duplicates.
// What is looked for then is a key that stands in two files: repeated where both have
// the same amounts, whatever their order, else conflicting, as where a later export
// restates attributed sales.
//
// Findings are in the order of the records. A record beyond the bounds of
// fx.CheckDecimal is an [*fx.InputError].
func Duplicates(records []KeyedRow, mayRepeat bool) ([]DataFault, error) {
	for i, r := range records {
		if err := fx.CheckDecimal(r.Amount); err != nil {
			return nil, fx.InField("records["+strconv.Itoa(i)+"].amount", err)
		}
	}
	if mayRepeat {
		return acrossFiles(records), nil
	}
	var out []DataFault
	first := map[string][]KeyedRow{} // of each key, one record of each amount
	for _, r := range records {
		key := joinKey(r.Key)
		seen := first[key]
		if len(seen) == 0 {
			first[key] = []KeyedRow{r}
			continue
		}
		if i := slices.IndexFunc(seen, func(s KeyedRow) bool { return s.Amount.Equal(r.Amount) }); i >= 0 {
			out = append(out, r.twice(Repeated, seen[i].origin(), fx.Plain(seen[i].Amount)))
			continue
		}
		out = append(out, r.twice(Conflicting, seen[0].origin(), fx.Plain(seen[0].Amount)))
		first[key] = append(seen, r)
	}
	return out, nil
}

// acrossFiles compares what each file has of a key with the first file that has it.
func acrossFiles(records []KeyedRow) []DataFault {
	type place struct{ key, file string }
	rows := map[place][]KeyedRow{}
	files := map[string][]string{} // of a key, in order
	var places []place
	for _, r := range records {
		at := place{joinKey(r.Key), r.File}
		if len(rows[at]) == 0 {
			places = append(places, at)
			files[at.key] = append(files[at.key], r.File)
		}
		rows[at] = append(rows[at], r)
	}
	var out []DataFault
	for _, at := range places {
		if files[at.key][0] == at.file {
			continue
		}
		before := rows[place{at.key, files[at.key][0]}]
		kind := Conflicting
		if slices.EqualFunc(amountsOf(before), amountsOf(rows[at]), decimal.Decimal.Equal) {
			kind = Repeated
		}
		fault := rows[at][0].twice(kind, before[0].origin(), sumOf(before))
		fault.Value = sumOf(rows[at])
		out = append(out, fault)
	}
	return out
}

// twice is the finding about a record that was there before.
func (r KeyedRow) twice(kind DataFaultKind, where, amount string) DataFault {
	text := "the same key and amount stand in " + where
	if kind == Conflicting {
		text = "the same key stands in " + where + " with another amount"
	}
	return DataFault{
		Kind: kind, Item: strings.Join(r.Key, " / "), Origin: r.origin(), Field: "amount",
		Value: fx.Plain(r.Amount), Expected: amount, Text: text,
	}
}

// joinKey makes one text of the columns, so that no two keys have the same.
func joinKey(key []string) string {
	var b strings.Builder
	for _, k := range key {
		b.WriteString(strconv.Itoa(len(k)))
		b.WriteByte(':')
		b.WriteString(k)
	}
	return b.String()
}

func amountsOf(records []KeyedRow) []decimal.Decimal {
	out := make([]decimal.Decimal, len(records))
	for i, r := range records {
		out[i] = r.Amount
	}
	slices.SortFunc(out, decimal.Decimal.Cmp)
	return out
}

func sumOf(records []KeyedRow) string {
	var sum decimal.Decimal
	for _, r := range records {
		sum = sum.Add(r.Amount)
	}
	return fx.Plain(sum)
}
