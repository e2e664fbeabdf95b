package reports

import (
	"strconv"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees/amazon"
)

// Beyond the number of differences that are examined the money is kept.
func TestFeeAuditFolds(t *testing.T) {
	a, err := NewFeeAudit([]FeeItem{{SKU: "S", Listing: amazon.Listing{Category: "home_kitchen"}}}, FeeAuditOptions{})
	if err != nil {
		t.Fatal(err)
	}
	side := a.side(FromSettlement)
	for i := range mostFeeGroups {
		side.groups["filler "+strconv.Itoa(i)] = &feeGroup{}
	}
	for _, amount := range []int64{777_01, 888_02, 777_01} {
		c := ChargedFee{
			SKU: "S", Fee: AuditReferral, Origin: FromSettlement, Amount: decimal.New(amount, -2), Units: 2,
			Price: decimal.NewNullDecimal(decimal.NewFromInt(100)), Day: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
		}
		if err := a.Add(c); err != nil {
			t.Fatal(err)
		}
	}
	for key := range side.groups {
		if key[:6] == "filler" {
			delete(side.groups, key)
		}
	}
	got := a.Result().Settlement
	if len(got.Findings) != 1 || got.Findings[0].Likely != CauseUnexamined || got.Findings[0].Lines != 3 || got.Findings[0].Units != 6 {
		t.Fatalf("%+v", got)
	}
	if got.Money.String() != "2397.04" || !got.Money.Equal(got.Difference) {
		t.Errorf("money %s, difference %s", got.Money, got.Difference)
	}
}

// Beyond the number of gaps that are kept apart the money is kept too.
func TestFeeGapsFold(t *testing.T) {
	s := &feeSide{groups: map[string]*feeGroup{}, gaps: map[feeGapKey]*FeeGap{}}
	for i := range mostFeeGaps + 5 {
		s.gap(feeGapKey{GapUnknownItem, strconv.Itoa(i), "referral", ""}, &ChargedFee{Units: 1}, decimal.NewFromInt(1))
	}
	if len(s.gaps) != mostFeeGaps+1 {
		t.Fatalf("%d gaps", len(s.gaps))
	}
	if g := s.gaps[feeGapKey{reason: GapUnknownItem, text: "many items"}]; g == nil || g.Lines != 5 || g.Amount.String() != "5" {
		t.Errorf("%+v", g)
	}
}
