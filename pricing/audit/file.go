package audit

import (
	"bytes"
	"encoding/json"
)

// SchemaID identifies the layout of a file, Version its version. The version changes
// when a field is removed or means something else, not with each release.
const (
	SchemaID = "urn:lianxing:crossborder:pricefile:1"
	Version  = "1"
)

// A Number is a decimal number as an exact text without an exponent: "23.10". "" is
// not known, and the field is then left out.
type Number string

// A Day is a calendar day: "2026-11-23". "" is none.
type Day string

// A Time is a time in UTC as in RFC 3339: "2026-11-23T12:00:00Z". "" is none.
type Time string

// A Hash is a SHA-256 digest in 64 hexadecimal digits. "" is none.
type Hash string

// A File is the price file of one decision. The fields are in the order in which they
// are read. The zero File is no file: [New] makes one and [Read] reads one.
type File struct {
	// Schema is SchemaID and Version is Version of this package.
	Schema  string `json:"schema"`
	Version string `json:"version"`
	// Subject says what was priced, where and when.
	Subject Subject `json:"subject"`
	// Decision is what was decided, and why.
	Decision Decision `json:"decision"`
	// Costs are what a unit costs, as they were given.
	Costs Costs `json:"costs"`
	// Statement is the profit and loss of one unit; left out when nothing is known of
	// the costs, or there is no price.
	Statement *Statement `json:"statement,omitempty"`
	// Exchange is the exchange rate of the costs; left out when nothing was converted.
	Exchange *Exchange `json:"exchange,omitempty"`
	// Limits are what the price had to stay within.
	Limits Limits `json:"limits"`
	// Rivals are the offers that were looked at, in the order in which they were read.
	Rivals []Rival `json:"rivals"`
	// Policy is what the rules of platforms, brands and laws say.
	Policy Policy `json:"policy"`
	// Evidence are what the caller added.
	Evidence []Evidence `json:"evidence"`
	// Approvals are those of people.
	Approvals []Approval `json:"approvals"`
	// Missing names the unknown inputs of the statement: with any, the profit is an
	// upper bound.
	Missing []string `json:"missing"`
	// LeftOut are charges of the channel that are not in the statement.
	LeftOut []LeftOut `json:"left_out"`
	// Warnings are doubts that the fees carry.
	Warnings []Warning `json:"warnings"`
	// Inputs are all inputs of the decision, one by one.
	Inputs []Input `json:"inputs"`
	// Digest is over the inputs and over the rest of the file.
	Digest Digest `json:"digest"`
}

// A Subject says what was priced, where and when. The zero Subject says nothing.
type Subject struct {
	SKU     string `json:"sku"`
	Channel string `json:"channel"`
	// Currency is that of every amount which names no other.
	Currency string `json:"currency"`
	// Day is the calendar day for which fees and rules were looked up.
	Day Day `json:"day"`
	// DecidedAt is the time of the decision.
	DecidedAt Time `json:"decided_at"`
	// Brand and Title are those of the offer.
	Brand string `json:"brand,omitempty"`
	Title string `json:"title,omitempty"`
	// Rules and RulesVersion name the rules, Strategy names the pricer.
	Rules        string `json:"rules"`
	RulesVersion string `json:"rules_version"`
	Strategy     string `json:"strategy"`
}

// A Digest makes a file comparable. Each digest is over a list of paths and texts,
// for each entry a line of the length of the path in bytes, the path, the length of
// the text in bytes and the text, with a space between them and a line feed at the
// end. The zero Digest is none.
type Digest struct {
	// Algorithm is "sha256".
	Algorithm string `json:"algorithm"`
	// Inputs is over the inputs of the file.
	Inputs Hash `json:"inputs"`
	// Result is over every other field, except this digest, in the order of the file.
	// Fields that are false or empty texts are not in its list; an empty list is there
	// as its ".length", 0.
	Result Hash `json:"result"`
}

// An Evidence is a text or a document that the caller adds to a file. The zero Evidence
// has no name, which is an error.
type Evidence struct {
	// Name says what it is: "invoice 4711 of the supplier".
	Name string `json:"name"`
	// Text is what it says, SHA256 the digest of a document that is kept elsewhere,
	// Day the day of it.
	Text   string `json:"text,omitempty"`
	SHA256 Hash   `json:"sha256,omitempty"`
	Day    Day    `json:"day,omitempty"`
}

// An Approval is who approved what. The zero Approval names nobody.
type Approval struct {
	By string `json:"by"`
	// Reason is why, Codes are the reasons that it covers.
	Reason string   `json:"reason"`
	Codes  []string `json:"codes"`
	// Channel and SKU are those of the offer, Price the price that was approved and Paid
	// what a buyer then pays, where it is another amount.
	Channel string `json:"channel"`
	SKU     string `json:"sku"`
	Price   Number `json:"price"`
	Paid    Number `json:"paid,omitempty"`
	// From and Until are the first and the last day on which it holds.
	From  Day `json:"from,omitempty"`
	Until Day `json:"until,omitempty"`
	// Settled says that the approval made the decision what it is, and At when. Any
	// other is a record that the caller added.
	Settled bool `json:"settled"`
	At      Time `json:"at,omitempty"`
}

// A LeftOut is a charge of the channel that the statement names and does not include.
type LeftOut struct {
	Code   string `json:"code"`
	Event  string `json:"event"`
	Reason string `json:"reason"`
}

// A Warning is a doubt that a fee carries.
type Warning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// JSON writes the file with two spaces for each level and a line feed at its end. The
// bytes are the same for the same file. What [Read] would not read, such as the zero
// File, is an error with every fault joined, each an [*fx.InputError].
func (f File) JSON() ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	return f.encode()
}

func (f *File) encode() ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(f); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
