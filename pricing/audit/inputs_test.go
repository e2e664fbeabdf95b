package audit_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/ebay"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/fees/tiktok"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/audit"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// A priced is all that a decision is made from.
type priced struct {
	Item  reprice.Item
	Rules reprice.Rules
}

func digest(t testing.TB, v any) string {
	t.Helper()
	inputs, err := audit.Inputs("x", v)
	if err != nil {
		t.Fatal(err)
	}
	return audit.DigestOf(inputs)
}

// A filler sets every field of a value to something, and no two alike.
type filler struct {
	n       int64
	listing fees.Listing
	pricer  reprice.Pricer
}

func (f *filler) fill(v reflect.Value) {
	f.n++
	switch v.Interface().(type) {
	case decimal.Decimal:
		v.Set(reflect.ValueOf(decimal.New(1000+f.n, -2)))
		return
	case decimal.NullDecimal:
		v.Set(reflect.ValueOf(decimal.NewNullDecimal(decimal.New(1000+f.n, -2))))
		return
	case time.Time:
		v.Set(reflect.ValueOf(noon.Add(time.Duration(f.n) * time.Second)))
		return
	case fees.Length:
		v.Set(reflect.ValueOf(must(fees.Inches(decimal.NewFromInt(f.n)))))
		return
	case fees.Weight:
		v.Set(reflect.ValueOf(must(fees.Pounds(decimal.NewFromInt(f.n)))))
		return
	case fx.Rate:
		v.Set(reflect.ValueOf(must(fx.NewRate(fx.USD, fx.CNY, decimal.NewFromInt(f.n))).WithSource(today, "bank")))
		return
	case pricing.Target:
		v.Set(reflect.ValueOf(pricing.Margin(decimal.New(f.n, -3))))
		return
	case *fees.Tables:
		v.Set(reflect.ValueOf(must(amazon.ShippedTables())))
		return
	case *policy.Set:
		v.Set(reflect.ValueOf(must(policy.NewSet(policy.LargeMove{Share: dec("0.2")}))))
		return
	case *pricing.Model:
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.fill(v.Field(i))
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.fill(v.Index(0))
		f.fill(v.Index(1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		value := reflect.New(v.Type().Elem()).Elem()
		f.fill(value)
		v.SetMapIndex(reflect.ValueOf("key").Convert(v.Type().Key()), value)
	case reflect.Interface:
		var of any = f.listing
		switch v.Type() {
		case reflect.TypeFor[reprice.Pricer]():
			of = f.pricer
		case reflect.TypeFor[payment.Processor]():
			of = payment.PayPal{}
		}
		inner := reflect.New(reflect.TypeOf(of)).Elem()
		f.fill(inner)
		v.Set(inner)
	case reflect.String:
		v.SetString(fmt.Sprint("text ", f.n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(float64(f.n))
	default:
		if v.CanInt() {
			v.SetInt(f.n)
		} else if v.CanUint() {
			v.SetUint(uint64(f.n))
		}
	}
}

// A mutation changes one field to another value and back.
type mutation struct {
	path     string
	do, undo func()
}

// mutations are those of every exported field of a value, as deep as it goes. Commit
// writes what was changed back to where it came from.
func mutations(path string, v reflect.Value, commit func()) []mutation {
	change := func(to reflect.Value) mutation {
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		return mutation{path, func() { v.Set(to); commit() }, func() { v.Set(old); commit() }}
	}
	switch x := v.Interface().(type) {
	case decimal.Decimal:
		return []mutation{change(reflect.ValueOf(x.Add(dec("0.000001"))))}
	case decimal.NullDecimal:
		return []mutation{change(reflect.ValueOf(decimal.NullDecimal{})), change(reflect.ValueOf(decimal.NewNullDecimal(x.Decimal.Neg()))),
			change(reflect.ValueOf(set("0")))}
	case time.Time:
		return []mutation{change(reflect.ValueOf(x.Add(1))), change(reflect.ValueOf(x.In(time.FixedZone("", 3600)))), change(reflect.ValueOf(time.Time{}))}
	case fees.Length:
		return []mutation{change(reflect.ValueOf(must(fees.Inches(x.In(6).Add(dec("0.000001"))))))}
	case fees.Weight:
		return []mutation{change(reflect.ValueOf(must(fees.Pounds(x.Lb(6).Add(dec("0.000001"))))))}
	case fx.Rate:
		return []mutation{change(reflect.ValueOf(x.Inverse())), change(reflect.ValueOf(x.WithSource(today, "other"))),
			change(reflect.ValueOf(x.WithSource(today.AddDate(0, 0, 1), "bank"))), change(reflect.ValueOf(must(x.WithBuffer(dec("0.01")))))}
	case pricing.Target:
		return []mutation{change(reflect.ValueOf(pricing.Margin(dec("0.9")))), change(reflect.ValueOf(pricing.Markup(dec("0.1")))),
			change(reflect.ValueOf(pricing.BreakEven())), change(reflect.ValueOf(pricing.ROI(dec("0.1"), pricing.OnCost)))}
	case *fees.Tables:
		return []mutation{change(reflect.ValueOf((*fees.Tables)(nil))), change(reflect.ValueOf(&fees.Tables{})), change(reflect.ValueOf(must(walmart.ShippedTables())))}
	case *policy.Set:
		return []mutation{change(reflect.ValueOf((*policy.Set)(nil))), change(reflect.ValueOf(&policy.Set{})), change(reflect.ValueOf(policy.Standard())),
			change(reflect.ValueOf(must(policy.NewSet(policy.LargeMove{Share: dec("0.21")}))))}
	case *pricing.Model:
		return nil
	}
	var out []mutation
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				out = append(out, mutations(path+"."+f.Name, v.Field(i), commit)...)
			}
		}
	case reflect.Pointer:
		out = append(mutations(path, v.Elem(), commit), change(reflect.Zero(v.Type())), change(reflect.New(v.Type().Elem())))
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, mutations(fmt.Sprintf("%s[%d]", path, i), v.Index(i), commit)...)
		}
		swapped := reflect.MakeSlice(v.Type(), 0, 3)
		swapped = reflect.Append(swapped, v.Index(1), v.Index(0))
		longer := reflect.Append(v.Slice3(0, 2, 2), reflect.Zero(v.Type().Elem()))
		out = append(out, change(reflect.Zero(v.Type())), change(reflect.MakeSlice(v.Type(), 0, 0)), change(v.Slice(0, 1)), change(swapped), change(longer))
	case reflect.Interface:
		copied := reflect.New(v.Elem().Type()).Elem()
		copied.Set(v.Elem())
		out = append(mutations(path, copied, func() { v.Set(copied); commit() }), change(reflect.Zero(v.Type())), change(reflect.Zero(v.Elem().Type())))
	case reflect.String:
		out = append(out, change(reflect.ValueOf(v.String()+" ").Convert(v.Type())), change(reflect.Zero(v.Type())), change(reflect.ValueOf("\xff").Convert(v.Type())))
	case reflect.Bool:
		out = append(out, change(reflect.ValueOf(!v.Bool())))
	case reflect.Map:
		out = append(out, change(reflect.Zero(v.Type())), change(reflect.MakeMap(v.Type())))
	case reflect.Float64:
		out = append(out, change(reflect.ValueOf(v.Float()+0.5).Convert(v.Type())))
	default:
		switch {
		case v.CanInt():
			out = append(out, change(reflect.ValueOf(v.Int()+1).Convert(v.Type())))
		case v.CanUint():
			out = append(out, change(reflect.ValueOf(v.Uint()+1).Convert(v.Type())))
		}
	}
	return out
}

// The digest changes with every exported field of an item and rules, whatever the
// channel and the pricer, and comes back with it.
func TestDigestChangesWithEveryField(t *testing.T) {
	for name, f := range map[string]*filler{
		"amazon":  {listing: amazon.Listing{}, pricer: reprice.Compare{}},
		"walmart": {listing: walmart.Listing{}, pricer: reprice.Table{}},
		"ebay":    {listing: ebay.Listing{}, pricer: reprice.BySales{}},
		"shopify": {listing: shopify.Listing{}, pricer: reprice.Compare{}},
		"tiktok":  {listing: tiktok.Listing{}, pricer: reprice.Compare{}},
	} {
		t.Run(name, func(t *testing.T) {
			var all priced
			f.fill(reflect.ValueOf(&all).Elem())
			first := digest(t, all)
			list := mutations("", reflect.ValueOf(&all).Elem(), func() {})
			if len(list) < 500 {
				t.Fatalf("only %d mutations", len(list))
			}
			seen := map[string]string{}
			for _, m := range list {
				m.do()
				changed := digest(t, all)
				if changed == first {
					t.Errorf("%s: another value has the same digest", m.path)
				}
				if other, ok := seen[changed]; ok && other != m.path {
					t.Errorf("%s: the digest is that of a change of %s", m.path, other)
				}
				seen[changed] = m.path
				m.undo()
			}
			if digest(t, all) != first {
				t.Error("the digest did not come back")
			}
		})
	}
}

// Some changes at once change the digest as well, and undone it comes back.
func TestDigestOfSeveralChanges(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := priced{boxes(), follow()}
		first := digest(t, all)
		list := mutations("", reflect.ValueOf(&all.Rules.Guards).Elem(), func() {})
		list = append(list, mutations("", reflect.ValueOf(&all.Item.Offers[0]).Elem(), func() {})...)
		list = append(list, mutations("", reflect.ValueOf(&all.Item.Unit.Returns).Elem(), func() {})...)
		list = slices.DeleteFunc(list, func(m mutation) bool {
			m.do()
			same := digest(t, all) == first // such as a flag that is set to what it is
			m.undo()
			return same
		})
		var done []mutation
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(list)-1), 1, 4, rapid.ID[int]).Draw(rt, "mutations") {
			list[i].do()
			done = append(done, list[i])
			if digest(t, all) == first {
				rt.Fatalf("%s: the same digest", list[i].path)
			}
		}
		for _, m := range slices.Backward(done) {
			m.undo()
		}
		if digest(t, all) != first {
			rt.Fatal("the digest did not come back")
		}
	})
}

// The same value in another form, a copy and another run have the same digest.
func TestDigestOfEqualValues(t *testing.T) {
	type values struct {
		Number  decimal.Decimal
		Maybe   decimal.NullDecimal
		Length  fees.Length
		Weight  fees.Weight
		Rate    fx.Rate
		Target  pricing.Target
		At      time.Time
		Float   float64
		Texts   []string
		Settled map[string]int
	}
	ny := time.FixedZone("EST", -5*3600)
	a := values{
		Number: dec("12.5"), Maybe: set("0"), Length: must(fees.ParseLength("15 in")), Weight: must(fees.ParseWeight("1 lb")),
		Rate: must(fx.NewRateFraction(fx.USD, fx.CNY, dec("7.1"), dec("1"))), Target: pricing.Margin(dec("0.2")),
		At: time.Date(2026, 11, 23, 12, 0, 0, 0, ny), Texts: []string{"a"}, Settled: map[string]int{"a": 1, "b": 2, "c": 3},
	}
	b := values{
		Number: dec("12.500"), Maybe: set("0.00"), Length: must(fees.ParseLength("38.1 cm")), Weight: must(fees.ParseWeight("16 oz")),
		Rate: must(fx.NewRateFraction(fx.USD, fx.CNY, dec("14.20"), dec("2.00"))), Target: pricing.Margin(dec("0.200")),
		At: time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("", -5*3600)), Texts: append(make([]string, 0, 9), "a"),
		Settled: map[string]int{"c": 3, "b": 2, "a": 1},
	}
	if x, y := must(audit.Inputs("x", a)), must(audit.Inputs("x", b)); !slices.Equal(x, y) {
		t.Errorf("%v\n%v", x, y)
	}
	minusZero := 0.0
	minusZero *= -1
	a.Float, b.Float = minusZero, 0
	a.Number, b.Number = dec("0.00"), decimal.Decimal{}
	a.Length, b.Length = must(fees.ParseLength("0 cm")), fees.Length{}
	if digest(t, a) != digest(t, b) {
		t.Error("zero in another form has another digest")
	}
	if first, again := digest(t, boxes()), digest(t, boxes()); first != again {
		t.Error("another run has another digest")
	}
}

// Lists of texts cannot run together, and nothing is not the same as an empty text.
func TestDigestOfTexts(t *testing.T) {
	seen := map[string][]string{}
	for _, texts := range [][]string{
		nil, {}, {""}, {"", ""}, {"ab"}, {"a", "b"}, {"a", "", "b"}, {"a\n"}, {"a\nx[1] 1 b"}, {"zero"}, {"none"}, {"ab", ""}, {"\xff"}, {"ff"}, {"a b"}, {"a ", "b"},
	} {
		d := digest(t, texts)
		if other, ok := seen[d]; ok {
			t.Errorf("%q has the digest of %q", texts, other)
		}
		seen[d] = texts
	}
	if audit.DigestOf(nil) != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Error("the digest of nothing is not that of SHA-256")
	}
	// printf '1 a 2 bc\n' | sha256sum
	if got := audit.DigestOf([]audit.Input{{Path: "a", Value: "bc"}}); got != "4c36071c681a3279f9c988d37a21ed5909f009897c3ec4b03a60e5282ebd75f0" {
		t.Errorf("the digest of one input is %s", got)
	}
}

type compiled struct{ hidden int }

type loop struct{ Next *loop }

// What cannot be listed is a fault at its path.
func TestInputFaults(t *testing.T) {
	model := must(pricing.NewModel(boxes().Unit, noon))
	endless := &loop{}
	endless.Next = endless
	for _, c := range []struct {
		name  string
		value any
		path  string
	}{
		{"a compiled model", reprice.Item{SKU: "A", Model: model}, "x.model"},
		{"a function", reprice.Rules{Pricer: reprice.PricerFunc(func(*reprice.View) (strategy.Proposal, error) { return strategy.Proposal{}, nil })}, "x.pricer"},
		{"a compiled type", []any{compiled{1}}, "x[0]"},
		{"a channel", struct{ C chan int }{make(chan int)}, "x.c"},
		{"a map of numbers", map[int]string{1: "a"}, "x"},
		{"a number without end", []decimal.Decimal{decimal.New(1, 1<<30)}, "x[0]"},
		{"a complex number", []complex128{1}, "x[0]"},
		{"a loop", endless, "x.next"},
		{"a target that is none", pricing.Profit(decimal.New(1, 1<<30)), "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := audit.Inputs("x", c.value)
			var fault *fx.InputError
			if !errors.As(err, &fault) || !strings.HasPrefix(fault.Field, c.path) {
				t.Errorf("the error is %v, want one at %s", err, c.path)
			}
		})
	}
	if inputs, err := audit.Inputs("x", nil); err != nil || len(inputs) != 0 {
		t.Errorf("nothing has the inputs %v, %v", inputs, err)
	}
}

// A listing with further billers is listed with them, and a biller with its processor.
func TestInputsOfJoinedListings(t *testing.T) {
	of := func(billers ...fees.Biller) string {
		return digest(t, reprice.Item{Unit: pricing.Unit{Listing: fees.With(shopify.Listing{}, billers...)}})
	}
	seen := map[string]bool{}
	for _, billers := range [][]fees.Biller{
		nil, {walmart.Multichannel{}}, {walmart.Multichannel{}, walmart.Multichannel{}}, {biller{Processor: payment.PayPal{}}},
		{biller{Processor: payment.Stripe{}}}, {biller{Processor: payment.PayPal{}, order: fees.Order{Units: 2}}},
	} {
		seen[of(billers...)] = true
	}
	if len(seen) != 6 {
		t.Errorf("%d digests of 6 listings", len(seen))
	}
}

// A biller hides what it bills, and says it when it is asked.
type biller struct {
	payment.Processor
	order fees.Order
}

func (b biller) Charges(time.Time) ([]fees.Charge, error) { return nil, nil }

func (b biller) Billed() (payment.Processor, fees.Order) { return b.Processor, b.order }

// A store whose cards a processor bills is listed with the terms of the processor.
func TestInputsOfProcessor(t *testing.T) {
	list := func(order fees.Order) []audit.Input {
		inputs, err := audit.Inputs("biller", payment.For(payment.Stripe{}, order))
		if err != nil {
			t.Fatal(err)
		}
		return inputs
	}
	one, two := list(fees.Order{Units: 1}), list(fees.Order{Units: 2})
	if audit.DigestOf(one) == audit.DigestOf(two) || audit.DigestOf(one) != audit.DigestOf(list(fees.Order{Units: 1})) {
		t.Errorf("got %v and %v", one, two)
	}
}
