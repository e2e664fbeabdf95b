package policy

import (
	"cmp"
	"slices"
	"sync"
)

// Standard returns the set of all rules of this package, each with its standard
// thresholds, ordered by their IDs. It is immutable, made once and shared.
//
// To change a threshold or to add a rule, give NewSet what [Set.Rules] of it returns
// with the rule in its place.
func Standard() *Set { return standardSet() }

var standardSet = sync.OnceValue(func() *Set {
	rules := standardRules()
	slices.SortFunc(rules, func(a, b Rule) int { return cmp.Compare(a.Info().ID, b.Info().ID) })
	set, _ := NewSet(rules...) // a test makes sure that there is no error
	return set
})

func standardRules() []Rule {
	return []Rule{
		// Amazon
		AmazonFairReference{}, AmazonFairPrice{}, AmazonFairPack{}, AmazonFairShipping{},
		AmazonFeaturedOffer{}, AmazonPriceLimits{}, AmazonMaximumPrice{},
		AmazonWasPrice{}, AmazonListPrice{},
		AmazonDealPrice{}, AmazonDealOutside{}, AmazonDealReviews{},
		AmazonCouponShare{}, AmazonCouponNet{}, AmazonPrimeExclusive{},
		AmazonTitle{},
		// Walmart
		WalmartParity{}, WalmartReasonablePrice{}, WalmartShipping{},
		WalmartStrikethrough{}, WalmartWasPrice{}, WalmartReducedPrice{}, WalmartPriceInCart{},
		// brands
		MinimumAdvertisedPrice{}, AmazonMAP{}, ResalePriceMaintenance{},
		// laws
		FTCFormerPrice{}, FTCElsewherePrice{}, FTCListPrice{}, FTCFreeOffer{}, FTCOtherClaims{}, FTCFees{},
		CaliforniaFormerPrice{}, CaliforniaEmergency{}, CaliforniaFees{}, CaliforniaAgreement{}, CaliforniaCoercion{}, CaliforniaSB1383{},
		NewYorkDisclosure{}, NewYorkPending{}, MarylandFood{}, ConnecticutPersonal{},
		InformSeller{}, SalesTax{},
		// the house
		LargeMove{}, BelowFloor{}, FirstPrice{}, PriceWar{},
	}
}
