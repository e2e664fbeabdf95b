package customs

import (
	"github.com/lianxing/crossborder/fees"
)

// A questionRule is what is asked, and what it means when nobody answers.
type questionRule struct {
	text string
	// no says that an unanswered question counts as no: what it asks about is an
	// exemption that the importer has to claim. Otherwise the duty is a range.
	no bool
}

// kindQuestion are the questions that the rows of programmes ask. A caller's file
// with questions of its own names a variant of its own.
var kindQuestion = fees.NewKind("question", func(f *fees.TableFile) map[Question]questionRule {
	return fees.ReadByKey[Question](f, "question", func(row *fees.Row) questionRule {
		return questionRule{row.Text("text"), row.OneOf("unanswered", "range", "no") == "no"}
	})
}, fees.AnyVariant)

// The questions that are not answered yes or no but by a field of the line or the
// entry; see [Open].
const (
	askLoaded      = "loaded_before:" // and a day: Entry.LoadedOn
	askContent     = "content_value:" // and a material: Facts.ContentValue
	askMetalWeight = "metal_weight"   // Facts.MetalWeight
	askDutiable    = "dutiable_value" // Line.DutiableValue
	askQuantity    = "quantity:"      // and a unit: Line.Quantities
	askColumn1     = "column_1"       // a tariff row
	askList        = "on_list:"       // and a list: see OnList
)
