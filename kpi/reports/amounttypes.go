package reports

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/lianxing/crossborder/fx"
)

// A Mapping says which line of the statement an amount of a settlement is. The zero
// Mapping is refused.
type Mapping struct {
	// AmountType and Description are compared without regard to case, spaces, hyphens
	// and low lines. A Description of "*" is every description that no other mapping
	// of the amount type names. The amount type "other" is "other-transaction".
	AmountType  string `json:"amount_type"`
	Description string `json:"description"`
	// Transaction is the transaction type; "" is every one.
	Transaction string `json:"transaction_type,omitempty"`
	// Line is where the amount belongs. Refund is where it belongs in a refund; "" is
	// Line.
	Line   Line `json:"line"`
	Refund Line `json:"refund,omitempty"`
	// Confidence is "H" for what was seen in files of sellers and "M" for what only
	// other programs name. It says nothing about mappings of the caller.
	Confidence string `json:"confidence,omitempty"`
}

// Mappings yields the mappings of this package, in the order of its table. Amazon
// publishes no list of amounts: what is not here is [LineUnmapped], with its count and
// sum, until a mapping of the caller names it.
func Mappings() iter.Seq[Mapping] {
	return func(yield func(Mapping) bool) {
		table, err := shippedMappings()
		if err != nil {
			return // a test reads the embedded table
		}
		for _, m := range table {
			if !yield(m) {
				return
			}
		}
	}
}

//go:embed data/amounttypes.json
var amountTypes []byte

var shippedMappings = sync.OnceValues(func() ([]Mapping, error) { return ReadMappings(bytes.NewReader(amountTypes)) })

// ReadMappings reads mappings in the format of the table of this package: an object
// with "rows". The errors are joined [*fx.InputError], with a path such as
// "rows[3].line".
func ReadMappings(r io.Reader) ([]Mapping, error) {
	var table struct {
		ID         string    `json:"id"`
		VerifiedOn string    `json:"verified_on"`
		Source     string    `json:"source"`
		Rows       []Mapping `json:"rows"`
	}
	if r == nil {
		return nil, fx.NewInputError("reader", "", "must not be nil")
	}
	text, err := io.ReadAll(io.LimitReader(r, mostTable+1))
	if err != nil {
		return nil, err
	}
	if len(text) > mostTable {
		return nil, fx.NewInputError("", "", "must be a table of at most "+strconv.Itoa(mostTable)+" bytes")
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&table); err != nil {
		return nil, fx.NewInputError("", "", "must be a table of mappings in JSON")
	}
	if _, err := newMapper(table.Rows); err != nil {
		return nil, fx.InField("rows", err)
	}
	return table.Rows, nil
}

// mostTable is the most bytes of a table of mappings.
const mostTable = 1 << 20

// A mapKey is what an amount is known by; each part as [folded] returns it.
type mapKey struct{ transaction, amountType, description string }

// A mapper finds the line of an amount.
type mapper struct {
	table map[mapKey]Mapping
	known map[mapKey]int // the place of the line of what a file printed
}

// newMapper checks mappings. Later ones take the place of earlier ones for the same
// amounts.
func newMapper(tables ...[]Mapping) (*mapper, error) {
	m := &mapper{map[mapKey]Mapping{}, map[mapKey]int{}}
	var faults []error
	for _, table := range tables {
		for i, row := range table {
			fault := func(field, value, reason string) {
				faults = append(faults, fx.NewInputError("["+strconv.Itoa(i)+"]."+field, value, reason))
			}
			if folded(row.AmountType) == "" {
				fault("amount_type", row.AmountType, "must not be empty")
			}
			if row.Description != "*" && folded(row.Description) == "" {
				fault("description", row.Description, `must not be empty; "*" is every description`)
			}
			if row.Line == "" || row.Line != lineTable[row.Line.place()].line {
				fault("line", string(row.Line), "must be a line that Lines yields")
			}
			if row.Refund != "" && row.Refund != lineTable[row.Refund.place()].line {
				fault("refund", string(row.Refund), "must be a line that Lines yields")
			}
			key := mapKey{folded(row.Transaction), amountTypeOf(row.AmountType), folded(row.Description)}
			if row.Description == "*" {
				key.description = "*"
			}
			m.table[key] = row
		}
	}
	return m, errors.Join(faults...)
}

// mostKnown is how many spellings of amounts are remembered, so that a file of ever new
// ones does not fill the memory.
const mostKnown = 1 << 12

// place returns the place of the line of an amount.
func (m *mapper) place(transaction, amountType, description string) int {
	printed := mapKey{transaction, amountType, description}
	if place, ok := m.known[printed]; ok {
		return place
	}
	place := m.find(printed)
	if len(m.known) < mostKnown {
		m.known[mapKey{strings.Clone(transaction), strings.Clone(amountType), strings.Clone(description)}] = place
	}
	return place
}

func (m *mapper) find(printed mapKey) int {
	amountType, description := amountTypeOf(printed.amountType), folded(printed.description)
	for _, key := range [...]mapKey{
		{folded(printed.transaction), amountType, description},
		{"", amountType, description},
		{folded(printed.transaction), amountType, "*"},
		{"", amountType, "*"},
	} {
		if found, ok := m.table[key]; ok {
			if found.Refund != "" && isRefund(printed.transaction) {
				return found.Refund.place()
			}
			return found.Line.place()
		}
	}
	return LineUnmapped.place()
}

// isRefund reports whether a transaction gives a buyer money back. Refunds of
// guarantees and chargebacks are ones too.
func isRefund(transaction string) bool {
	switch transaction { // nearly all
	case "", "Order", "ServiceFee", "other-transaction":
		return false
	case "Refund":
		return true
	}
	t := folded(transaction)
	return strings.Contains(t, "refund") && !strings.Contains(t, "reimburs") || strings.HasPrefix(t, "chargeback") || strings.HasPrefix(t, "atozguarantee")
}

func amountTypeOf(text string) string {
	if t := folded(text); t != "other" {
		return t
	}
	return "othertransaction"
}

// folded returns a text as it is compared.
func folded(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || c == '_' || unicode.Is(unicode.Pd, c) {
			return -1
		}
		return unicode.ToLower(c)
	}, text)
}
