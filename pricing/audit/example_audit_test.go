package audit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/audit"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// boxesFile is the file of the decision about boxes, which asks a person.
func boxesFile() audit.File {
	d := must(reprice.Decide(boxes(), follow(), noon))
	return must(audit.New(boxes(), follow(), d, audit.Options{Evidence: evidence()}))
}

// Make a decision, write its file and check it a year later.
func Example() {
	item, rules := boxes(), follow()
	decision := must(reprice.Decide(item, rules, noon))
	file := must(audit.New(item, rules, decision, audit.Options{}))
	stored := must(file.JSON())

	read := must(audit.Read(bytes.NewReader(stored)))
	report := must(audit.Verify(read, item, rules, noon))
	fmt.Println("it stands:", report.OK())
	// Output:
	// it stands: true
}

// The file says what was decided, from what and under which rules.
func ExampleNew() {
	decision := must(reprice.Decide(boxes(), follow(), noon))
	file, err := audit.New(boxes(), follow(), decision, audit.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(file.Subject.SKU, file.Decision.Action, file.Decision.From, "to", file.Decision.Review.Price)
	fmt.Println(len(file.Statement.Lines), "lines,", len(file.Policy.Rules), "policy rules")

	_, err = audit.New(reprice.Item{SKU: "OTHER"}, follow(), decision, audit.Options{})
	fmt.Println(err)
	// Output:
	// BOX-3 review 27.99 to 25.20
	// 22 lines, 9 policy rules
	// decision.sku must be that of the item, OTHER, got "BOX-3"
	// decision.from must be the current price of the item, 0, got "27.99"
}

// Evidence and records of approvals go into the file; Now says which day it is where
// the seller is.
func ExampleOptions() {
	decision := must(reprice.Decide(boxes(), follow(), noon))
	file := must(audit.New(boxes(), follow(), decision, audit.Options{
		Now:       noon,
		Evidence:  []audit.Evidence{{Name: "screenshot of the offer page", SHA256: audit.Hash(strings.Repeat("0f", 32))}},
		Approvals: []policy.Approval{{By: "Li Wei", Reason: "season", Codes: []string{"AMZ-FAIR-2"}, Price: dec("25.2"), At: today, Until: today}},
	}))
	fmt.Println(file.Subject.Day, file.Evidence[0].Name, file.Approvals[0].By, file.Approvals[0].Price)
	// Output:
	// 2026-11-23 screenshot of the offer page Li Wei 25.20
}

func ExampleFile() {
	file := boxesFile()
	fmt.Println(file.Schema, file.Version)
	fmt.Println(file.Inputs[1].Path, file.Inputs[1].Value)
	// Output:
	// urn:lianxing:crossborder:pricefile:1 1
	// item.sku BOX-3
}

func ExampleFile_JSON() {
	text := must(boxesFile().JSON())
	for _, line := range strings.SplitAfterN(string(text), "\n", 8)[:7] {
		fmt.Print(line)
	}
	// Output:
	// {
	//   "schema": "urn:lianxing:crossborder:pricefile:1",
	//   "version": "1",
	//   "subject": {
	//     "sku": "BOX-3",
	//     "channel": "amazon",
	//     "currency": "USD",
}

func ExampleFile_Markdown() {
	var out strings.Builder
	if err := boxesFile().Markdown(&out, audit.English); err != nil {
		fmt.Println(err)
		return
	}
	_, ladder, _ := strings.Cut(out.String(), "**Profit in steps**\n\n")
	ladder, _, _ = strings.Cut(ladder, "\n\n")
	fmt.Println(ladder)
	// Output:
	// | Step | At 25.20 (USD) | Before, at 27.99 (USD) | Share of net revenue |
	// |---|---:|---:|---:|
	// | Net revenue (net\_revenue) | 23.69 | 26.31 | 100% |
	// | CM1: after the goods (cm1) | 16.16 | 18.78 | 68.21% |
	// | CM2: after channel and delivery (cm2) | 4.90 | 7.12 | 20.66% |
	// | CM3: after advertising and promotions (cm3) | 2.88 | 4.88 | 12.15% |
	// | Operating profit (operating\_profit) | 2.88 | 4.88 | 12.15% |
}

func ExampleFile_HTML() {
	var out strings.Builder
	if err := boxesFile().HTML(&out, audit.Chinese); err != nil {
		fmt.Println(err)
		return
	}
	_, rest, _ := strings.Cut(out.String(), "<title>")
	title, _, _ := strings.Cut(rest, "</title>")
	fmt.Println(title)
	// Output:
	// 定价审计文件：BOX-3（amazon）
}

func ExampleLanguage() {
	for _, language := range []audit.Language{audit.English, audit.Chinese, "fr"} {
		var out strings.Builder
		if err := boxesFile().Markdown(&out, language); err != nil {
			fmt.Println(err)
			continue
		}
		title, _, _ := strings.Cut(out.String(), "\n")
		fmt.Println(title)
	}
	// Output:
	// # Price file: BOX-3 on amazon
	// # 定价审计文件：BOX-3（amazon）
	// language must be "en" or "zh", got "fr"
}

func ExampleRead() {
	_, err := audit.Read(strings.NewReader(`{"schema": "urn:lianxing:crossborder:pricefile:1", "note": "x"}`))
	fmt.Println(err)
	// Output:
	// note must not be given: there is no such field
}

// The schema is for whoever reads files in another language.
func ExampleSchema() {
	var schema struct {
		ID string `json:"$id"`
	}
	if err := json.Unmarshal(audit.Schema(), &schema); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(schema.ID)
	// Output:
	// urn:lianxing:crossborder:pricefile:1
}

// Somebody lowered a fee in the stored file: its digest no longer fits.
func ExampleCheck() {
	stored := boxesFile()
	stored.Statement.Lines[1].Amount = "-3.00"
	report := audit.Check(stored, boxesFile())
	fmt.Println(report.Causes)
	for _, d := range report.Differences {
		fmt.Println(d.Path, d.Cause)
	}
	// Output:
	// [tampered]
	// digest.result tampered
	// statement.lines[1].amount tampered
}

// The supplier's invoice turned out to be another one.
func ExampleVerify() {
	item := boxes()
	item.Unit.Cost[0].Amount = set("2.60")
	report, err := audit.Verify(boxesFile(), item, follow(), noon)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.OK(), report.Causes, report.SameInputs)
	fmt.Println(report.Differences[0].Path, report.Differences[0].Stored, report.Differences[0].Recomputed)
	// Output:
	// false [inputs_changed] false
	// inputs: item.unit.cost[0].amount 1.8 2.6
}

func ExampleReport() {
	report := audit.Check(boxesFile(), boxesFile())
	fmt.Println(report.SameInputs, report.SameResult, len(report.Differences))
	// Output:
	// true true 0
}

func ExampleReport_OK() {
	fmt.Println(audit.Check(boxesFile(), boxesFile()).OK(), audit.Report{}.OK())
	// Output:
	// true false
}

func ExampleDifference() {
	other := boxesFile()
	other.Subject.Title = "Boxes"
	fmt.Printf("%+v\n", audit.Check(boxesFile(), other).Differences[0])
	// Output:
	// {Path:subject.title Stored:Northbay Storage Boxes, Set of 3 | with Lids Recomputed:Boxes Cause:library_changed}
}

func ExampleCause() {
	newer := boxesFile()
	newer.Statement.Lines[1].Source.VerifiedOn = "2027-01-02"
	fmt.Println(audit.Check(boxesFile(), newer).Causes[0] == audit.TablesChanged)
	// Output:
	// true
}

// Every input of a value by its path. Equal numbers are the same in any form.
func ExampleInputs() {
	item := reprice.Item{SKU: "A", Current: set("19.90"), Min: set("0")}
	inputs, err := audit.Inputs("item", item)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, in := range inputs {
		fmt.Println(in.Path, in.Value)
	}
	never := reprice.PricerFunc(func(*reprice.View) (strategy.Proposal, error) { return strategy.Proposal{}, nil })
	_, err = audit.Inputs("rules", reprice.Rules{Pricer: never})
	fmt.Println(err)
	// Output:
	// item.sku A
	// item.current 19.9
	// item.min 0
	// rules.pricer must not be a function or a channel, which nobody can compare, got "reprice.PricerFunc"
}

func ExampleInput() {
	out := json.NewEncoder(os.Stdout)
	if err := out.Encode(audit.Input{Path: "item.sku", Value: "A"}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"path":"item.sku","value":"A"}
}

func ExampleDigestOf() {
	a := audit.DigestOf([]audit.Input{{Path: "a", Value: "bc"}})
	b := audit.DigestOf([]audit.Input{{Path: "ab", Value: "c"}})
	fmt.Println(a[:16], b[:16])
	// Output:
	// 4c36071c681a3279 b5d2341698c57548
}
