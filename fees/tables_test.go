package fees_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
)

func ids(t *fees.Tables) []string {
	var out []string
	for info := range t.All() {
		out = append(out, info.Source.Table)
	}
	return out
}

// Newer tables come after the known ones or take the place of one with their id;
// neither side changes.
func TestTablesWith(t *testing.T) {
	known := read(t, everyFormat, levyTable("a", "oil", "2026-01-01", `"2026-06-30"`)+levyTable("b", "oil", "2026-07-01", "null"))
	shorter := strings.Replace(levyTable("b", "oil", "2026-07-01", `"2026-12-31"`), "0.05", "0.06", 1)
	newer := read(t, everyFormat, shorter+levyTable("c", "oil", "2027-01-01", "null"))
	before := slices.Collect(known.All())
	both, err := known.With(newer)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, slices.Collect(known.All())); diff != "" {
		t.Errorf("the known tables change (-before +after):\n%s", diff)
	}
	for _, row := range []struct {
		name   string
		tables *fees.Tables
		want   []string
	}{{"known", known, []string{"a", "b"}}, {"newer", newer, []string{"b", "c"}}, {"both", both, []string{"a", "b", "c"}}} {
		if diff := cmp.Diff(row.want, ids(row.tables)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
	for _, row := range []struct {
		tables     *fees.Tables
		on         time.Time
		table, tax string
	}{
		{known, fees.Day(2027, 1, 1), "b", "0.05"}, {both, fees.Day(2026, 6, 30), "a", "0.05"},
		{both, fees.Day(2026, 12, 31), "b", "0.06"}, {both, fees.Day(2027, 1, 1), "c", "0.05"},
	} {
		got, err := levyKind.OnVariant(row.tables, "oil", row.on)
		if err != nil || got.Source.Table != row.table || !got.Rules.Equal(dec(row.tax)) {
			t.Errorf("on %s: got %s, %s, %v, want %s", row.on, got.Source.Table, got.Rules, err, row.table)
		}
	}
}

// Nothing added to something, and something to nothing.
func TestTablesWithNothing(t *testing.T) {
	tables := read(t, everyFormat, levyTable("a", "oil", "2026-01-01", "null"))
	for _, none := range []*fees.Tables{nil, {}} {
		if got, err := tables.With(none); err != nil || got != tables {
			t.Errorf("with nothing: %v, %v", got, err)
		}
		if got, err := none.With(tables); err != nil || got != tables {
			t.Errorf("nothing with tables: %v, %v", got, err)
		}
		if got, err := none.With(nil); err != nil || got != none {
			t.Errorf("nothing with nothing: %v, %v", got, err)
		}
		if none.Channel() != "" || ids(none) != nil {
			t.Errorf("no tables are of the channel %q", none.Channel())
		}
	}
	if tables.Channel() != "examplemart" {
		t.Errorf("channel %q", tables.Channel())
	}
}

// Tables that overlap or belong to another channel are refused, with the place.
func TestTablesWithRefuses(t *testing.T) {
	known := read(t, everyFormat, levyTable("a", "oil", "2026-01-01", "null"))
	other := fees.NewFormat("othermart", nil, levyKind)
	foreign := read(t, other, strings.Replace(levyTable("z", "oil", "2026-01-01", "null"), "examplemart", "othermart", 1))
	for _, row := range []struct {
		name  string
		newer *fees.Tables
		want  string
	}{
		{"overlap", read(t, everyFormat, levyTable("b", "oil", "2027-01-01", "null")), `effective_from of b must be after the last day of a, got "2027-01-01"`},
		{"another channel", foreign, `tables must be tables of examplemart, got "othermart"`},
	} {
		got, err := known.With(row.newer)
		if texts := strings.Join(faultTexts(t, err), "; "); got != nil || texts != row.want {
			t.Errorf("%s: got %v, %s, want %s", row.name, got, texts, row.want)
		}
	}
	if got, err := everyFormat.Or(foreign); got != nil || err == nil || err.Error() != `tables must be tables of examplemart, got "othermart"` {
		t.Errorf("tables of another channel are used: %v, %v", got, err)
	}
	if got, err := everyFormat.Or(known); got != known || err != nil {
		t.Errorf("own tables give %v, %v", got, err)
	}
	// The zero Tables has none of this channel, and its errors say so.
	empty, err := everyFormat.Or(&fees.Tables{})
	if err != nil || empty.Channel() != "examplemart" {
		t.Errorf("no tables give %v, %v", empty, err)
	}
	// The kind is the same, the channel is not: the error names the right one.
	_, err = levyKind.OnVariant(foreign, "tin", fees.Day(2026, 6, 1))
	wantNoTable(t, err, fees.NoTableError{Channel: "othermart", Kind: "levy/tin", Day: fees.Day(2026, 6, 1)})
}

// What All hands out is a copy that reads back to the same table, and stops when
// it is told to.
func TestTablesAll(t *testing.T) {
	text := table("levy", "a", `"variant": "oil", "note": "n", "rows": [{"rate": "0.05"}]`)
	tables := read(t, everyFormat, text+levyTable("b", "tin", "2026-01-01", "null"))
	want := fees.TableInfo{
		Source: fees.Source{Table: "a", EffectiveFrom: fees.Day(2026, 1, 1), EffectiveTo: fees.Day(2026, 12, 31), VerifiedOn: fees.Day(2026, 2, 1),
			Citation: "a page", Confidence: fees.High},
		Channel: "examplemart", Kind: "levy", Variant: "oil", Note: "n", JSON: []byte(text),
	}
	for range 2 {
		seen := 0
		for info := range tables.All() {
			if diff := cmp.Diff(want, info); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			clear(info.JSON)
			seen++
			break
		}
		if seen != 1 {
			t.Errorf("%d tables", seen)
		}
	}
	var all bytes.Buffer
	for info := range tables.All() {
		all.Write(info.JSON)
	}
	if diff := cmp.Diff(slices.Collect(tables.All()), slices.Collect(read(t, everyFormat, all.String()).All())); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

// The reader survives anything; what it accepts has a good header, reads back to
// itself and answers look-ups, and what it refuses it refuses with places.
func FuzzFormatRead(f *testing.F) {
	for _, text := range []string{
		everyTable(everyRow),
		levyTable("l", "plastic", "2026-01-01", "null") + levyTable("m", "plastic", "2026-06-01", "null"),
		table("referral", "r", `"rows": [{"category": "toys", "label": "Toys", "mode": "portion", "bands": [{"to": "100", "rate": "0.15"}, {"rate": "0.08"}], "minimum": "0.30", "note": "n"}, {"category": "art", "mode": "unknown"}]`),
		table("shipping", "w", `"variant": "apparel", "rows": [{"tier": "small", "to": "4 oz", "fee": "2"}, {"tier": "small", "over": "4 oz", "fee": "3", "step": {"fee": "0.08", "each": "4 oz", "above": "1 lb"}}]`),
		table("storage", "s", `"per": "month", "first_day": "1", "rows": [{"first_month": "1", "last_month": "9", "rate": "0.78"}, {"first_month": "10", "last_month": "12", "rate": "2.40", "least": "0.1"}]`),
		table("aged", "a", `"per": "snapshot", "first_day": "0", "rows": [{"class": "small", "over_days": "180", "to_days": "365", "rate": "0.5"}, {"class": "small", "over_days": "365", "rate": "1"}, {"class": "large", "over_days": "365", "rate": "1"}]`),
		`{"id": "x", "rows": [{}, 5, null]}`, `[{}]`, `{"id": `, "\xEF\xBB\xBF{}", "{\"id\": \"\xFF\"}", `{"a": 1, "a": 2}`, `{"rows": [[[[[[[[[[`,
		everyTable(`{"bands": [{"to": "-1", "below": "x"}], "amounts": ["1e999"], "count": "-1", "over": "9 kg", "to": "1 g"}`),
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tables, err := everyFormat.Read(strings.NewReader(text))
		if err != nil {
			if tables != nil || len(faultTexts(t, err)) > 1001 {
				t.Fatalf("%v and too many faults, %v", tables, err)
			}
			return
		}
		var again bytes.Buffer
		for info := range tables.All() {
			if faults := info.Source.Check(); len(faults) > 0 {
				t.Fatalf("a table with a faulty source is accepted: %v", faults)
			}
			lookUpEverything(t, tables, info)
			again.Write(info.JSON)
		}
		same := read(t, everyFormat, again.String())
		if diff := cmp.Diff(slices.Collect(tables.All()), slices.Collect(same.All())); diff != "" {
			t.Fatalf("read back (-want +got):\n%s", diff)
		}
		both, err := tables.With(same)
		if err != nil || !slices.Equal(ids(both), ids(tables)) {
			t.Fatalf("replacing every table by itself gives %q, %v", ids(both), err)
		}
	})
}

// lookUpEverything asks for the table of an info and for what its rules say.
func lookUpEverything(t *testing.T, tables *fees.Tables, info fees.TableInfo) {
	t.Helper()
	on, id := info.Source.EffectiveFrom, ""
	var err error
	switch info.Kind {
	case "every":
		var found fees.Table[everyRule]
		found, err = everyKind.On(tables, on)
		id = found.Source.Table
		if c := fees.Brackets(found.Rules.bands...); c.Err() == nil {
			_ = must(c.At(dec("12.34")))
		}
	case "referral":
		var found fees.Table[fees.Categories[string]]
		found, err = categoryKind.On(tables, on)
		id = found.Source.Table
		for key := range found.Rules.Keys() {
			category, err := found.Rules.Find(key)
			if err != nil || category.Amount.Err() != nil || category.Public != (category.Basis != "") {
				t.Fatalf("category %q is %+v, %v", key, category, err)
			}
		}
	case "shipping":
		var found fees.Table[fees.WeightFees]
		found, err = shippingKind.OnVariant(tables, info.Variant, on)
		id = found.Source.Table
		for _, group := range found.Rules.Groups() {
			for _, fee := range found.Rules.Rows(group) {
				if fee.Band.Bounded && found.Rules.Find(group, fee.Band.To).Basis != fee.Basis {
					t.Fatalf("another fee than %q at its end", fee.Basis)
				}
				_, _ = found.Rules.Nearest(group, fee.Band.Over).Rule.At(fee.Band.To)
			}
		}
	case "storage":
		var found fees.Table[fees.StorageRates]
		found, err = storageKind.On(tables, on)
		id = found.Source.Table
		for month := time.January; month <= time.December; month++ {
			if found.Rules.Find("", month, found.Rules.FirstDay) == nil || found.Rules.Find("", month, fees.MaxStayDays+1) == nil {
				t.Fatalf("no rate in %s", month)
			}
		}
	case "aged":
		var found fees.Table[fees.StorageRates]
		found, err = agedKind.On(tables, on)
		id = found.Source.Table
		for _, class := range []string{"small", "large"} {
			if found.Rules.Find(class, time.June, fees.MaxStayDays+1) == nil {
				t.Fatalf("no rate of %s", class)
			}
		}
	case "levy":
		found, levyErr := levyKind.OnVariant(tables, info.Variant, on)
		id, err = found.Source.Table, levyErr
	}
	if err != nil || id != info.Source.Table {
		t.Fatalf("on its first day %s is not found: %q, %v", info.Source.Table, id, err)
	}
}
