package tiktok

import (
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
)

// A ReturnService is something that FBT does with a returned unit and bills since
// 2026-06-01. The zero ReturnService is none and not valid.
type ReturnService string

// The services. The charge of each has the code "return_" and its name.
const (
	NoInspection ReturnService = "no_inspection" // taken in as it is
	Inspection   ReturnService = "inspection"    // taken in and looked at
	Restocking   ReturnService = "restocking"    // put back on sale
	Repackaging  ReturnService = "repackaging"   // packed anew
	Disposal     ReturnService = "disposal"      // thrown away
	ToMerchant   ReturnService = "to_merchant"   // sent to the seller
)

var returnServices = []ReturnService{NoInspection, Inspection, Restocking, Repackaging, Disposal, ToMerchant}

// checkReturnHandling notes the faults of the services of a listing.
func checkReturnHandling(f *fees.Faults, services []ReturnService) {
	for i, service := range services {
		reason := ""
		switch {
		case !slices.Contains(returnServices, service):
			reason = `must be "no_inspection", "inspection", "restocking", "repackaging", "disposal" or "to_merchant"`
		case slices.Contains(services[:i], service):
			reason = "must not be given twice"
		case service == Inspection && slices.Contains(services[:i], NoInspection), service == NoInspection && slices.Contains(services[:i], Inspection):
			reason = "must not be given together with " + string(NoInspection) + " or " + string(Inspection) + ": a unit is inspected or it is not"
		default:
			continue
		}
		f.Add("return_handling["+strconv.Itoa(i)+"]", string(service), reason)
	}
}

// A returnRule is what FBT bills for a return: a flat fee per return order, or a
// fee for each service.
type returnRule struct {
	perOrder     bool
	flat         fees.Curve
	startUnknown bool // the flat fee is older than its table, or younger: nobody published its start
	services     map[ReturnService]fees.Curve
}

var returnsProcessingKind = fees.NewKind("returns_processing", func(f *fees.TableFile) returnRule {
	rule := returnRule{perOrder: f.Head.OneOf("per", "order", "service") == "order", startUnknown: f.Head.Flag("start_unknown")}
	if rule.perOrder {
		rule.flat = f.Only().Fee("fee")
	} else {
		rule.services = fees.ReadByKey(f, "service", func(row *fees.Row) fees.Curve { return row.Fee("fee") }, returnServices...)
	}
	return rule
})

// returnCharges adds what FBT bills for a returned unit: one charge per service, or
// the flat fee per return order of earlier days, as of a unit that comes back alone.
func (l *Listing) returnCharges(b *fees.Bill, t *fees.Tables, on time.Time) {
	table, found, err := returnsProcessingKind.Since(t, on)
	if err != nil {
		b.Fail(err)
		return
	}
	rule, charge := &table.Rules, fees.Charge{Code: "returns_processing", Event: fees.PerUnitReturned, Source: table.Source}
	switch {
	case !found:
		charge.Unknown, charge.Basis = true, "what FBT billed for a return at that time is not public: add it to what a return costs you"
	case rule.perOrder:
		charge.Amount, charge.Basis = rule.flat, "per return order, with one unit in it"
		if rule.startUnknown {
			charge.Warnings = []fees.Warning{{
				Code: "fbt_return_fee_start",
				Text: "this flat fee was in force until " + table.Source.EffectiveTo.Format(time.DateOnly) + "; from which day on is not public",
			}}
		}
	case len(l.ReturnHandling) == 0:
		charge.Unknown, charge.Basis = true, "depends on what FBT does with a returned unit: supply its services as return_handling"
	default:
		for _, service := range l.ReturnHandling {
			b.Add(serviceCharge(&table, service))
		}
		return
	}
	b.Add(charge, nil)
}

// serviceCharge is the fee of one service.
func serviceCharge(table *fees.Table[returnRule], service ReturnService) (fees.Charge, error) {
	fee, known := table.Rules.services[service]
	if !known {
		return fees.Charge{}, &fees.UnknownKeyError{Table: table.Source.Table, Field: "return_handling", Key: string(service)}
	}
	return fees.Charge{
		Code: "return_" + string(service), Event: fees.PerUnitReturned, Amount: fee,
		Basis: "per returned unit", Source: table.Source,
	}, nil
}
