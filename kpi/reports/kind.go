package reports

import "sync"

// A Kind is a report that a channel exports.
type Kind string

// The kinds of files that [Open] knows.
const (
	BusinessReport        Kind = "amazon business report"
	SearchTerms           Kind = "amazon sponsored products search term report"
	AdvertisedProducts    Kind = "amazon sponsored products advertised product report"
	UnifiedAds            Kind = "amazon unified advertising report"
	SettlementV2          Kind = "amazon settlement flat file v2"
	SettlementV1          Kind = "amazon settlement flat file v1"
	DateRange             Kind = "amazon date range report"
	InventoryHealth       Kind = "amazon inventory health report"
	CustomerReturns       Kind = "amazon fba customer returns"
	FeePreview            Kind = "amazon fba fee preview"
	WalmartReconciliation Kind = "walmart reconciliation report"
	WalmartItems          Kind = "walmart item report"
	ShopifyOrders         Kind = "shopify orders export"
	ShopifyTransactions   Kind = "shopify payment transactions export"
	ShopifyPayouts        Kind = "shopify payouts export"
)

// layouts returns the columns of all kinds, in the order in which a tie is decided.
var layouts = sync.OnceValue(func() []layout {
	return []layout{
		layoutOf(BusinessReport, businessColumns),
		layoutOf(SearchTerms, searchTermColumns),
		layoutOf(AdvertisedProducts, advertisedColumns),
		layoutOf(UnifiedAds, unifiedColumns),
		layoutOf(InventoryHealth, inventoryColumns),
		layoutOf(SettlementV2, settlementColumns),
		layoutOf(SettlementV1, settlementV1Columns()),
		layoutOf(DateRange, dateRangeColumns),
		layoutOf(FeePreview, feePreviewColumns),
		layoutOf(CustomerReturns, returnColumns),
		layoutOf(WalmartReconciliation, walmartColumns),
		layoutOf(WalmartItems, walmartItemColumns),
		layoutOf(ShopifyOrders, shopifyColumns),
		layoutOf(ShopifyTransactions, transactionColumns),
		layoutOf(ShopifyPayouts, payoutColumns),
	}
})
