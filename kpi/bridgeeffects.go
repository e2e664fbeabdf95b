package kpi

import (
	"iter"
	"slices"
)

// A BridgeEffect is why a profit moved: one bar of a [Bridge].
type BridgeEffect string

// The effects of a [Bridge], in the order of its bars.
const (
	BridgeVolume       BridgeEffect = "volume"       // more or fewer units of continuing products
	BridgeMix          BridgeEffect = "mix"          // their shares of the units
	BridgePrice        BridgeEffect = "price"        // less the fees that go with it
	BridgePromotion    BridgeEffect = "promotion"    // funded by the seller
	BridgeProduct      BridgeEffect = "product"      // the supplier's price in the supplier's currency
	BridgeFreight      BridgeEffect = "freight"      // to the warehouse
	BridgeDuty         BridgeEffect = "duty"         // customs
	BridgeFees         BridgeEffect = "fees"         // rates of referral fees, and other fees per unit
	BridgeFulfilment   BridgeEffect = "fulfilment"   // pick, pack and last mile
	BridgeStorage      BridgeEffect = "storage"      // and inbound placement
	BridgeAds          BridgeEffect = "ads"          // advertising
	BridgeReturns      BridgeEffect = "returns"      // what they cost beside the revenue
	BridgeOther        BridgeEffect = "other"        // other costs, and revenue without units
	BridgeFX           BridgeEffect = "fx"           // exchange rates, on costs and revenue
	BridgeNew          BridgeEffect = "new"          // products without units in the base period
	BridgeDiscontinued BridgeEffect = "discontinued" // products without units in the actual period
	BridgeOverhead     BridgeEffect = "overhead"     // what no product has caused
	BridgeJoint        BridgeEffect = "joint"        // change of the unit margin × change of the units
	BridgeUnexplained  BridgeEffect = "unexplained"  // because something is not known
)

// The places of the effects.
const (
	effVolume = iota
	effMix
	effPrice
	effPromotion
	effProduct
	effFreight
	effDuty
	effFees
	effFulfilment
	effStorage
	effAds
	effReturns
	effOther
	effFX
	effNew
	effDiscontinued
	effOverhead
	effJoint
	effUnexplained
	effCount
)

var bridgeEffects = [effCount]BridgeEffect{
	BridgeVolume, BridgeMix, BridgePrice, BridgePromotion, BridgeProduct, BridgeFreight, BridgeDuty, BridgeFees,
	BridgeFulfilment, BridgeStorage, BridgeAds, BridgeReturns, BridgeOther, BridgeFX, BridgeNew, BridgeDiscontinued,
	BridgeOverhead, BridgeJoint, BridgeUnexplained,
}

// BridgeEffects yields all effects in the order of the bars.
func BridgeEffects() iter.Seq[BridgeEffect] { return slices.Values(bridgeEffects[:]) }

// index returns the place of an effect, -1 for one that there is not.
func (e BridgeEffect) index() int { return slices.Index(bridgeEffects[:], e) }

// The lines of a row.
const (
	bridgeLineRevenue = iota
	bridgeLinePromotions
	bridgeLineProduct
	bridgeLineFreight
	bridgeLineDuty
	bridgeLineReferral
	bridgeLineOtherFees
	bridgeLineFulfilment
	bridgeLineStorage
	bridgeLineAds
	bridgeLineReturns
	bridgeLineOther
	bridgeLineCount
)

// bridgeLineNames are the names of the lines in paths and in what is missing.
var bridgeLineNames = [bridgeLineCount]string{
	"revenue", "promotions", "product", "freight", "duty", "referral_fees", "other_fees", "fulfilment", "storage",
	"advertising", "returned_goods", "other",
}

// bridgeLineEffects are the bars of the lines.
var bridgeLineEffects = [bridgeLineCount]int{
	effPrice, effPromotion, effProduct, effFreight, effDuty, effFees, effFees, effFulfilment, effStorage, effAds,
	effReturns, effOther,
}

func (r *BridgeRow) line(i int) *BridgeAmount {
	switch i {
	case bridgeLineRevenue:
		return &r.Revenue
	case bridgeLinePromotions:
		return &r.Promotions
	case bridgeLineProduct:
		return &r.Product
	case bridgeLineFreight:
		return &r.Freight
	case bridgeLineDuty:
		return &r.Duty
	case bridgeLineReferral:
		return &r.ReferralFees
	case bridgeLineOtherFees:
		return &r.OtherFees
	case bridgeLineFulfilment:
		return &r.Fulfilment
	case bridgeLineStorage:
		return &r.Storage
	case bridgeLineAds:
		return &r.Advertising
	case bridgeLineReturns:
		return &r.ReturnedGoods
	}
	return &r.Other
}

// bridgeAmountEffect is the bar of a line that has no unit value.
func bridgeAmountEffect(line int) int {
	if line == bridgeLineRevenue || line == bridgeLinePromotions {
		return effOther
	}
	return bridgeLineEffects[line]
}

// A BridgeMeasure is what a [Bridge] leads from and to.
type BridgeMeasure string

// The measures of a [Bridge]. Each counts what the one before it counts, and more; what
// it does not count need not be known.
const (
	BridgeRevenue   BridgeMeasure = "revenue"   // revenue less promotions
	BridgeCM1       BridgeMeasure = "cm1"       // less product, freight and duty: gross profit
	BridgeCM2       BridgeMeasure = "cm2"       // less fees, fulfilment, storage and returns
	BridgeCM3       BridgeMeasure = "cm3"       // less advertising
	BridgeOperating BridgeMeasure = "operating" // less other costs and overhead
)

var bridgeMeasures = []BridgeMeasure{BridgeRevenue, BridgeCM1, BridgeCM2, BridgeCM3, BridgeOperating}

// bridgeLineMeasure is the first measure that counts a line, by its place.
var bridgeLineMeasure = [bridgeLineCount]int{0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 2, 4}

// counts returns which lines a measure counts.
func (m BridgeMeasure) counts() (used [bridgeLineCount]bool) {
	at := slices.Index(bridgeMeasures, m)
	for i := range used {
		used[i] = bridgeLineMeasure[i] <= at
	}
	return used
}
