package freight_test

import (
	"errors"
	"math/big"
	"testing"

	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestInsure(t *testing.T) {
	rate := func(r string) freight.Policy { return freight.Policy{Rate: dec(r)} }
	// S31, paigelogistics.com: 100,000 × 110 % × 0.5 %.
	i := must(rate("0.005").InsureCIF(money("100000 USD")))
	if i.Premium.String() != "550.00 USD" || i.Insured.String() != "110000.00 USD" || i.CIF.String() != "100000.00 USD" {
		t.Errorf("S31: got %+v", i)
	}
	for _, row := range []struct {
		name                  string
		policy                freight.Policy
		cost, freight         string
		insured, premium, cif string
	}{
		// 1.1 × 11,000 / (1 − 0.0055) = 12,166.9180…
		{"usual", rate("0.005"), "10000 USD", "1000 USD", "12166.92 USD", "60.83 USD", "11060.83 USD"},
		{"free", rate("0"), "10000 USD", "1000 USD", "12100.00 USD", "0.00 USD", "11000.00 USD"},
		{"nothing", rate("0.005"), "0 USD", "0 USD", "0.00 USD", "0.00 USD", "0.00 USD"},
		{"yen", rate("0.003"), "1000000 JPY", "99999 JPY", "1214005 JPY", "3642 JPY", "1103641 JPY"},
		{"own markup", freight.Policy{Rate: dec("0.005"), Markup: set("0")}, "995 USD", "0 USD", "1000.00 USD", "5.00 USD", "1000.00 USD"},
		{"twice", freight.Policy{Rate: dec("0.5"), Markup: set("0")}, "100 USD", "0 USD", "200.00 USD", "100.00 USD", "200.00 USD"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := row.policy.Insure(money(row.cost), money(row.freight))
			if err != nil {
				t.Fatal(err)
			}
			if got.Insured.String() != row.insured || got.Premium.String() != row.premium || got.CIF.String() != row.cif {
				t.Errorf("got %s, %s, %s", got.Insured, got.Premium, got.CIF)
			}
		})
	}
	_, err := rate("0.91").Insure(money("1 USD"), money("1 USD"))
	wantFaults(t, err, "rate")
	_, err = freight.Policy{Rate: dec("0.5"), Markup: set("1")}.Insure(money("1 USD"), money("1 USD"))
	wantFaults(t, err, "rate")
	_, err = freight.Policy{Rate: dec("2"), Markup: set("-1")}.Insure(fx.Money{Amount: dec("-1"), Currency: fx.USD}, fx.Money{})
	wantFaults(t, err, "rate", "markup", "cost.amount", `fx: unknown currency ""`)
	_, err = rate("0.1").InsureCIF(fx.Money{Amount: decimal.New(1, 99_999_999), Currency: fx.USD})
	wantFaults(t, err, "value.amount")
	_, err = rate("0.1").Insure(money("1 USD"), money("1 CNY"))
	var mismatch *fx.CurrencyMismatchError
	if !errors.As(err, &mismatch) {
		t.Errorf("got %v", err)
	}
}

// The identities: CIF is cost, freight and premium; the premium is the rate on the
// insured value, and that is 110 % of the CIF value, before anything is rounded.
func TestInsuranceIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cost, carriage := genDec(0, 1_000_000, 2).Draw(t, "cost"), genDec(0, 100_000, 2).Draw(t, "freight")
		p := freight.Policy{Rate: genDec(0, 800, 2).Draw(t, "permille").Shift(-3)}
		share := dec("1.1")
		if rapid.Bool().Draw(t, "marked up") {
			p.Markup = decimal.NewNullDecimal(genDec(0, 20, 0).Draw(t, "markup").Shift(-2))
			share = dec("1").Add(p.Markup.Decimal)
		}
		got, err := p.Insure(fx.Money{Amount: cost, Currency: fx.USD}, fx.Money{Amount: carriage, Currency: fx.USD})
		if err != nil {
			t.Fatal(err)
		}
		sum := rat(cost.Add(carriage))
		insured := new(big.Rat).Quo(new(big.Rat).Mul(rat(share), sum), new(big.Rat).Sub(big.NewRat(1, 1), rat(share.Mul(p.Rate))))
		premium := new(big.Rat).Mul(insured, rat(p.Rate))
		exactCIF := new(big.Rat).Add(sum, premium)
		if new(big.Rat).Mul(exactCIF, rat(share)).Cmp(insured) != 0 {
			t.Fatal("the formula does not hold")
		}
		if !got.Insured.Amount.Equal(ratDec(insured, 2)) || !got.Premium.Amount.Equal(ratDec(premium, 2)) || !got.CIF.Amount.Equal(cost.Add(carriage).Add(got.Premium.Amount)) {
			t.Fatalf("got %+v, want %s and %s", got, insured.FloatString(4), premium.FloatString(4))
		}
		// From the known CIF value back, within the cent that was rounded.
		back := must(p.InsureCIF(got.CIF))
		if diff := back.Premium.Amount.Sub(got.Premium.Amount).Abs(); diff.GreaterThan(dec("0.01")) {
			t.Fatalf("premium %s, from CIF %s", got.Premium, back.Premium)
		}
	})
}
