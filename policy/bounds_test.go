package policy_test

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// A number whose digits would fill the memory is a fault before it is compared with
// anything.
func TestHugeNumbersAreFaults(t *testing.T) {
	huge := decimal.New(1, 2_000_000_000)
	for field, c := range map[string]policy.Case{
		"price":                 {Price: huge},
		"reviews.rating":        {Price: dec("1"), Reviews: &policy.Reviews{Rating: huge}},
		"reviews.seller_rating": {Price: dec("1"), Reviews: &policy.Reviews{SellerRating: decimal.NewNullDecimal(huge)}},
		"pack.size":             {Price: dec("1"), Pack: &policy.Pack{Size: huge}},
		"coupon.share":          {Price: dec("1"), Coupon: &policy.Coupon{Share: huge}},
		"deal.price":            {Price: dec("1"), Deal: &policy.Deal{Kind: policy.Sale, Price: huge}},
	} {
		c.Channel, c.Currency = "amazon", fx.USD
		found := false
		for _, err := range fx.Faults(c.Check()) {
			var in *fx.InputError
			found = found || errors.As(err, &in) && in.Field == field
		}
		if !found {
			t.Errorf("%s: %v", field, c.Check())
		}
	}
	for _, stars := range []string{"0", "5"} {
		c := policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("1"), Reviews: &policy.Reviews{Rating: dec(stars)}}
		if err := c.Check(); err != nil {
			t.Error(stars, err)
		}
	}
	c := policy.Case{Channel: "amazon", Currency: fx.USD, Price: dec("1"), Reviews: &policy.Reviews{Rating: dec("5.01")}}
	if c.Check() == nil {
		t.Error("5.01 stars")
	}
}
