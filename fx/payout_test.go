package fx_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/oracle"
)

// converter has the tiers of the Amazon currency converter for payouts in CNY.
func converter() fx.Payout {
	return fx.Payout{
		Provider: "amazon_converter_cny", Currency: fx.USD, AfterConversion: true,
		Tiers: []fx.PayoutTier{
			{Rate: dec("0.009")},
			{From: dec("100000"), Rate: dec("0.007")},
			{From: dec("500000"), Rate: dec("0.006")},
			{From: dec("1000000"), Rate: dec("0.005")},
			{From: dec("10000000"), Rate: dec("0.004")},
		},
	}
}

// share is a provider that takes a share of every payment.
func share(c fx.Currency, rate string) fx.Payout {
	return fx.Payout{Provider: "share", Currency: c, Tiers: []fx.PayoutTier{{Rate: dec(rate)}}}
}

// Published worked examples of payouts.
func TestPublishedPayouts(t *testing.T) {
	foreign := fx.Payout{Provider: "lianlian_b2b_foreign_full_amount", Currency: fx.USD, Fixed: dec("30")}
	for _, row := range []struct {
		id, source       string
		payout           fx.Payout
		amount, trailing string
		fee, net         string
	}{
		{
			id: "po-s01", source: "https://www.xtransfer.com/help/menu/faq00900004",
			payout: share(fx.CNY, "0.004"), amount: "10000 CNY", fee: "40.00 CNY", net: "9960.00 CNY",
		},
		{
			id: "po-s03 load", source: "https://savagerose.org/cs/jak%c3%a9-jsou-poplatky-payoneer39",
			payout: fx.Payout{Provider: "payoneer", Currency: fx.USD, Fixed: dec("3")}, amount: "100 USD", fee: "3.00 USD", net: "97.00 USD",
		},
		{
			id: "po-s03 withdrawal", source: "https://savagerose.org/cs/jak%c3%a9-jsou-poplatky-payoneer39",
			payout: share(fx.USD, "0.02"), amount: "97 USD", fee: "1.94 USD", net: "95.06 USD",
		},
		{
			id: "po-s04", source: "https://global.lianlianpay.com/support/detail/u1bvOKBx",
			payout: foreign, amount: "5000 USD", fee: "30.00 USD", net: "4970.00 USD",
		},
		{
			id: "fx-fee-05", source: "Amazon global payments, CNY tiers (sellerby.com)",
			payout: converter(), amount: "57337.50 CNY", trailing: "2400000", fee: "286.69 CNY", net: "57050.81 CNY",
		},
	} {
		t.Run(row.id, func(t *testing.T) {
			var trailing decimal.Decimal
			if row.trailing != "" {
				trailing = dec(row.trailing)
			}
			fee, feeErr := row.payout.Fee(money(t, row.amount), trailing)
			net, netErr := row.payout.Net(money(t, row.amount), trailing)
			if err := errors.Join(feeErr, netErr); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{row.fee, row.net}, []string{fee.String(), net.String()}); diff != "" {
				t.Errorf("%s (-want +got)\n%s", row.source, diff)
			}
		})
	}
}

// po-s02 and fx-fee-05: which rate a volume reaches.
func TestPayoutRate(t *testing.T) {
	for _, row := range []struct{ trailing, want string }{
		{"800000", "0.006"}, {"300000", "0.007"}, {"50000", "0.009"}, // po-s02
		{"42000.50", "0.009"}, {"260000", "0.007"}, {"730000", "0.006"}, {"2400000", "0.005"}, {"15000000", "0.004"}, // fx-fee-05
		{"0", "0.009"}, {"99999.999999", "0.009"}, {"100000", "0.007"}, {"100000.000001", "0.007"},
		{"499999.99", "0.007"}, {"500000", "0.006"}, {"999999.99", "0.006"}, {"1000000", "0.005"},
		{"9999999.99", "0.005"}, {"10000000", "0.004"}, {"10000000.01", "0.004"},
	} {
		got, err := converter().Rate(dec(row.trailing))
		if err != nil || !got.Equal(dec(row.want)) || !got.Equal(oracle.AmazonConverterRate(dec(row.trailing))) {
			t.Errorf("%s: %s, %v, want %s", row.trailing, got, err, row.want)
		}
	}
	if got, err := (fx.Payout{Provider: "load", Currency: fx.USD, Fixed: dec("3")}).Rate(dec("1e6")); err != nil || !got.IsZero() {
		t.Errorf("without tiers: %s, %v, want 0", got, err)
	}
}

// fx-fee-05 from the dollar: gross, fee and what arrives; and the same share
// taken before the conversion, which ends a cent away on other amounts.
func TestPayoutReceive(t *testing.T) {
	before := converter()
	before.AfterConversion = false
	usd := rate(t, fx.USD, fx.CNY, "6.95")
	for _, row := range []struct {
		name          string
		payout        fx.Payout
		amount        string
		rate          fx.Rate
		received, fee string
	}{
		{"fx-fee-05", converter(), "8250 USD", usd, "57050.81 CNY", "286.69 CNY"},
		{"before", before, "8250 USD", usd, "57050.81 CNY", "41.25 USD"},
		{"rate the other way round", converter(), "8250 USD", usd.Inverse(), "57050.81 CNY", "286.69 CNY"},
		{"half a cent after", converter(), "1.00 USD", usd, "6.92 CNY", "0.03 CNY"},                // 6.95 less 0.03475
		{"half a cent before", before, "1.00 USD", usd, "6.88 CNY", "0.01 USD"},                    // 0.99 at 6.95 is 6.8805
		{"what is converted is whole cents", converter(), "1.11 USD", usd, "7.67 CNY", "0.04 CNY"}, // 7.7145 less 0.03855
		{"buffer", before, "8250 USD", must(usd.WithBuffer(dec("0.02"))), "55909.80 CNY", "41.25 USD"},
		{"nothing", converter(), "0 USD", usd, "0.00 CNY", "0.00 CNY"},
		{"yen have no minor unit", share(fx.JPY, "0.015"), "1033 JPY", rate(t, fx.JPY, fx.CNY, "0.05"), "50.90 CNY", "15 JPY"},
	} {
		t.Run(row.name, func(t *testing.T) {
			received, fee, err := row.payout.Receive(money(t, row.amount), dec("2400000"), row.rate)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{row.received, row.fee}, []string{received.String(), fee.String()}); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// The bounds of a fee, on, below and above each: an instant payout of Stripe has
// a least fee, one of PayPal a largest one too. The fixed part is inside of them.
func TestPayoutBounds(t *testing.T) {
	stripe, payPal := share(fx.USD, "0.015"), share(fx.USD, "0.015")
	stripe.Minimum = dec("0.50")
	payPal.Minimum, payPal.Maximum = dec("0.25"), decimal.NewNullDecimal(dec("15.00"))
	withFixed := payPal
	withFixed.Fixed = dec("1")
	for _, row := range []struct {
		name         string
		payout       fx.Payout
		amount, want string
	}{
		{"at least", stripe, "33.33 USD", "0.50 USD"},
		{"just above the least", stripe, "33.67 USD", "0.51 USD"},
		{"half a cent", stripe, "33.00 USD", "0.50 USD"},
		{"half a cent away from zero", stripe, "101.00 USD", "1.52 USD"},
		{"no limit above", stripe, "100000.00 USD", "1500.00 USD"},
		{"PayPal at least", payPal, "1.00 USD", "0.25 USD"},
		{"PayPal on the least", payPal, "16.67 USD", "0.25 USD"},
		{"PayPal between", payPal, "100.00 USD", "1.50 USD"},
		{"PayPal below the most", payPal, "999.00 USD", "14.99 USD"},
		{"PayPal on the most", payPal, "1000.00 USD", "15.00 USD"},
		{"PayPal above the most", payPal, "1000.01 USD", "15.00 USD"},
		{"fixed on top", withFixed, "100.00 USD", "2.50 USD"},
		{"fixed within the most", withFixed, "1000.00 USD", "15.00 USD"},
		{"nothing is paid", withFixed, "0 USD", "0.00 USD"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := row.payout.Fee(money(t, row.amount), decimal.Decimal{})
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

// Each fault of a price list has its own path, and all are reported at once.
func TestPayoutCheck(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	for _, row := range []struct {
		name   string
		change func(p *fx.Payout)
		want   []string
	}{
		{"good", func(*fx.Payout) {}, nil},
		{"no provider", func(p *fx.Payout) { p.Provider = "" }, []string{"provider"}},
		{"no currency", func(p *fx.Payout) { p.Currency = "" }, []string{"currency of "}},
		{"unknown currency", func(p *fx.Payout) { p.Currency = "RMB" }, []string{"currency of RMB"}},
		{"no minor unit", func(p *fx.Payout) { p.Currency = "XAU" }, []string{"currency"}},
		{"no tiers", func(p *fx.Payout) { p.Tiers = nil }, nil},
		{"starts above 0", func(p *fx.Payout) { p.Tiers = p.Tiers[1:] }, []string{"tiers[0].from"}},
		{"tiers that fall", func(p *fx.Payout) { p.Tiers[2].From = dec("99999") }, []string{"tiers[2].from"}},
		{"the same start twice", func(p *fx.Payout) { p.Tiers[2].From = dec("100000.00") }, []string{"tiers[2].from"}},
		{"rate below 0", func(p *fx.Payout) { p.Tiers[3].Rate = dec("-0.001") }, []string{"tiers[3].rate"}},
		{"rate above 1", func(p *fx.Payout) { p.Tiers[3].Rate = dec("1.001") }, []string{"tiers[3].rate"}},
		{"the whole amount", func(p *fx.Payout) { p.Tiers[3].Rate = dec("1") }, nil},
		{"fixed below 0", func(p *fx.Payout) { p.Fixed = dec("-1") }, []string{"fixed"}},
		{"least above the most", func(p *fx.Payout) {
			p.Minimum, p.Maximum = dec("2"), decimal.NewNullDecimal(dec("1.99"))
		}, []string{"maximum"}},
		{"least equal to the most", func(p *fx.Payout) {
			p.Minimum, p.Maximum = dec("2"), decimal.NewNullDecimal(dec("2"))
		}, nil},
		{"several", func(p *fx.Payout) {
			p.Provider, p.Tiers[1].From, p.Tiers[2].Rate, p.Minimum, p.Maximum = "", huge, huge, huge, decimal.NewNullDecimal(huge)
		}, []string{"provider", "tiers[1].from", "tiers[2].rate", "minimum", "maximum"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := converter()
			row.change(&p)
			var got []string
			for _, fault := range fx.Faults(p.Check()) {
				var in *fx.InputError
				var unknown *fx.UnknownCurrencyError
				switch {
				case errors.As(fault, &in):
					got = append(got, in.Field)
				case errors.As(fault, &unknown):
					got = append(got, "currency of "+unknown.Code)
				default:
					t.Fatalf("fault is %v", fault)
				}
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// What a payment may not be.
func TestPayoutErrors(t *testing.T) {
	fixed := fx.Payout{Provider: "load", Currency: fx.USD, Fixed: dec("3")}
	fee := func(p fx.Payout, amount, trailing string) error {
		_, err := p.Fee(money(t, amount), dec(trailing))
		return err
	}
	net := func(p fx.Payout, amount string) error {
		_, err := p.Net(money(t, amount), dec("0"))
		return err
	}
	receive := func(p fx.Payout, amount string, r fx.Rate) error {
		_, _, err := p.Receive(money(t, amount), dec("0"), r)
		return err
	}
	after := share(fx.CNY, "0.02")
	after.AfterConversion = true
	for _, row := range []struct {
		name, field string // no field: a mismatch of currencies
		err         error
	}{
		{"negative", "amount", fee(fixed, "-1 USD", "0")},
		{"negative volume", "trailing", fee(fixed, "1 USD", "-0.01")},
		{"fixed fee in another currency", "", fee(fixed, "10 CNY", "0")},
		{"least in another currency", "", fee(fx.Payout{Provider: "p", Currency: fx.USD, Minimum: dec("1")}, "10 CNY", "0")},
		{"most in another currency", "", fee(fx.Payout{Provider: "p", Currency: fx.USD, Maximum: decimal.NewNullDecimal(dec("1"))}, "10 CNY", "0")},
		{"no minor unit", "currency", fee(converter(), "10 XAU", "0")},
		{"does not cover the fee", "amount", net(fixed, "2.99 USD")},
		{"zero Payout", "provider", fee(fx.Payout{}, "1 USD", "0")},
		{"zero Rate", "rate", receive(fixed, "10 USD", fx.Rate{})},
		{"zero Rate after conversion", "rate", receive(after, "10 USD", fx.Rate{})},
		{"rate of other currencies", "", receive(fixed, "10 USD", rate(t, fx.EUR, fx.CNY, "8"))},
		{"covers the fee only before", "amount", receive(fixed, "2.99 USD", rate(t, fx.USD, fx.CNY, "7"))},
	} {
		t.Run(row.name, func(t *testing.T) {
			var in *fx.InputError
			var mismatch *fx.CurrencyMismatchError
			switch {
			case row.field == "" && !errors.As(row.err, &mismatch):
				t.Errorf("error is %v, want a CurrencyMismatchError", row.err)
			case row.field != "" && (!errors.As(row.err, &in) || in.Field != row.field):
				t.Errorf("error is %v, want an InputError at %s", row.err, row.field)
			}
		})
	}
	if got := must(fixed.Net(money(t, "3 USD"), dec("0"))); !got.IsZero() {
		t.Errorf("a payment that just covers the fee leaves %s", got)
	}
	for _, huge := range hugeDecimals()[:3] {
		p := share(fx.USD, "0.01")
		if _, err := p.Fee(fx.Money{Amount: huge, Currency: fx.USD}, huge); err == nil {
			t.Errorf("an amount with exponent %d is accepted", huge.Exponent())
		}
	}
}

// Fee and net sum to the payment, the fee keeps its bounds and is the oracle's,
// and a larger payment never leaves less.
func propPayoutConserves(t *rapid.T) {
	p := converter()
	trailing := rapid.SampledFrom([]string{"0", "99999.99", "100000", "750000", "1000000", "20000000"}).Draw(t, "trailing")
	cents := rapid.Int64Range(0, 1_000_000_00).Draw(t, "cents")
	if rapid.Bool().Draw(t, "bounds") {
		p.Fixed = decimal.New(rapid.Int64Range(0, 500).Draw(t, "fixed"), -2)
		p.Minimum = decimal.New(rapid.Int64Range(0, 500).Draw(t, "minimum"), -2)
		if rapid.Bool().Draw(t, "capped") {
			p.Maximum = decimal.NewNullDecimal(p.Minimum.Add(decimal.New(rapid.Int64Range(0, 5000).Draw(t, "above"), -2)))
		}
	}
	amount := fx.Money{Amount: decimal.New(cents, -2), Currency: fx.USD}
	fee, err := p.Fee(amount, dec(trailing))
	if err != nil {
		t.Fatal(err)
	}
	exact := oracle.AmazonConverter(dec(trailing), amount.Amount).Add(p.Fixed)
	if exact.LessThan(p.Minimum) {
		exact = p.Minimum
	}
	if p.Maximum.Valid && exact.GreaterThan(p.Maximum.Decimal) {
		exact = p.Maximum.Decimal
	}
	if cents == 0 {
		exact = decimal.Decimal{}
	}
	if want := exact.Round(2); !fee.Amount.Equal(want) {
		t.Fatalf("fee %s, want %s", fee, want)
	}
	net, err := p.Net(amount, dec(trailing))
	if err != nil {
		if fee.Amount.LessThanOrEqual(amount.Amount) {
			t.Fatalf("%s covers %s: %v", amount, fee, err)
		}
		return
	}
	if sum := must(net.Add(fee)); !sum.Equal(amount) {
		t.Fatalf("%s and %s make %s, want %s", net, fee, sum, amount)
	}
	more, err := p.Net(fx.Money{Amount: decimal.New(cents+1, -2), Currency: fx.USD}, dec(trailing))
	if err == nil && cents > 0 && more.Amount.LessThan(net.Amount) {
		t.Fatalf("a cent more leaves %s, less than %s", more, net)
	}
}

func TestPayoutConserves(t *testing.T) { rapid.Check(t, propPayoutConserves) }

// A fixed fee and then a share, as in po-s03, for any amounts.
func TestPayoutChainEqualsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := decimal.New(rapid.Int64Range(500, 10_000_000).Draw(t, "amount"), -2)
		fixed := decimal.New(rapid.Int64Range(0, 500).Draw(t, "fixed"), -2)
		percent := decimal.New(rapid.Int64Range(0, 400).Draw(t, "rate"), -4)
		load := fx.Payout{Provider: "load", Currency: fx.USD, Fixed: fixed}
		withdrawal := fx.Payout{Provider: "withdrawal", Currency: fx.USD, Tiers: []fx.PayoutTier{{Rate: percent}}}
		left, err := load.Net(fx.Money{Amount: amount, Currency: fx.USD}, decimal.Decimal{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := withdrawal.Net(left, decimal.Decimal{})
		if err != nil {
			t.Fatal(err)
		}
		exact := oracle.PayoutReceived(amount, fixed, percent)
		if got.Amount.Sub(exact).Abs().GreaterThan(dec("0.005")) {
			t.Fatalf("received %s, exact %s", got, exact)
		}
	})
}
