package customs

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/internal/feetest"
)

// dataProgramme is a table file of a programme, read as text: nothing here relies
// on the parser of the package.
type dataProgramme struct {
	feetest.Header
	Label string    `json:"label"`
	Order string    `json:"order"`
	Rows  []dataRow `json:"rows"`
}

type dataRow struct {
	Layer, Label, Heading, From, To       string
	Duty                                  map[string]any
	Origins, Lists, Chapters              []string
	Modes, Preferences                    []string
	When                                  []dataCondition
	LoadedBefore                          string   `json:"loaded_before"`
	MetalWeightBelow                      string   `json:"metal_weight_below"`
	ExceptChapters                        []string `json:"except_chapters"`
	ExemptLists                           []string `json:"exempt_lists"`
	Base, Reason, Ended, Confidence, Note string
	Source                                string
	Applied                               bool
}

type dataCondition struct {
	Question, Unanswered string
	Is                   bool
}

// programmeFiles returns the table files of programmes.
func programmeFiles(t *testing.T) []dataProgramme {
	t.Helper()
	var programmes []dataProgramme
	for _, file := range feetest.Files(t) {
		if strings.HasPrefix(file.Name, "programme-") {
			var p dataProgramme
			file.Decode(t, &p)
			p.File = file.Name
			programmes = append(programmes, p)
		}
	}
	return programmes
}

// lists are those of a line that the row is about.
func (r *dataRow) lists() string {
	lists := slices.Clone(r.Lists[:min(1, len(r.Lists))])
	if slices.ContainsFunc(r.When, func(c dataCondition) bool { return c.Question == "auto_part" }) && r.Layer == "232_truck_parts" {
		lists = append(lists, "232_auto_parts")
	}
	if len(lists) == 0 {
		return ""
	}
	return `, "lists": ["` + strings.Join(lists, `", "`) + `"]`
}

// hts is the code of such a line.
func (r *dataRow) hts() string {
	if len(r.Chapters) > 0 {
		return r.Chapters[0] + "99.99.9999"
	}
	return "5099.99.9999"
}

// tariff is a tariff file with such a line.
func (r *dataRow) tariff() string {
	return strings.Replace(tariffOf("reach", `{"hts": "`+r.hts()+`", "goods": "x", "column_1": {"ad_valorem": "0.01"}`+r.lists()+`,
	  "special": [{"programme": "USMCA", "ad_valorem": "0.01"}]}`), "2025-01-01", "2018-07-06", 1)
}

// line is such a line and the day on which it was loaded for an entry on a day.
func (r *dataRow) line(t *testing.T, day time.Time) (l *Line, loaded time.Time) {
	t.Helper()
	l, loaded = cn(r.hts(), metalWeight("0.9"), from("AU")), day
	if len(r.Origins) > 0 {
		l.Origin = r.Origins[0]
	}
	if len(r.Preferences) > 0 {
		l.Preference = r.Preferences[0]
	}
	for _, m := range materials {
		content(m, "0")(l)
	}
	if _, material, found := strings.Cut(r.Base, ":"); found {
		content(Material(material), "10000")(l)
	}
	// What other rows ask is answered so that they do not come first.
	for q, is := range map[Question]bool{AutoPart: true, CountryExempt: false, BrazilExempt: false} {
		answer(q, is)(l)
	}
	for _, c := range r.When {
		answer(Question(c.Question), c.Is)(l)
	}
	if r.MetalWeightBelow != "" {
		metalWeight("0.01")(l)
	}
	if r.LoadedBefore != "" {
		loaded = feetest.Day(t, r.LoadedBefore).AddDate(0, 0, -1)
	}
	return l, loaded
}

// reached reports whether the row decides about its line on a day.
func (r *dataRow) reached(t *testing.T, tables *fees.Tables, programme string, day time.Time) (Layer, bool) {
	t.Helper()
	b, err := bookOn(tables, day)
	if isNoTable(err) {
		return Layer{}, false
	}
	if err != nil {
		t.Fatal(err)
	}
	l, loaded := r.line(t, day)
	a, err := b.assess(l, loaded, Vessel)
	if err != nil {
		t.Fatal(err)
	}
	got := a.find(t, programme)
	matched := got.Status == Applied || got.Status == Suppressed || got.Status == Undecided
	return got, matched && got.Code == r.Layer && got.Heading == r.Heading && got.Label == r.Label &&
		(r.Reason == "" || got.Reason == r.Reason || got.Status == Undecided && r.Duty["unknown"] == true)
}

// Every row of every programme is reached by a line that it is about, on its first
// and its last day and on no day around them: none hides behind another.
func TestEveryRowIsReached(t *testing.T) {
	rows := 0
	programmes := programmeFiles(t)
	for _, p := range programmes {
		p.Check(t, Channel)
		for i, r := range p.Rows {
			rows++
			tables := withTables(t, r.tariff())
			first, last := feetest.Day(t, r.From), fees.Day(2027, time.November, 22)
			if r.To != "" {
				last = feetest.Day(t, r.To)
			}
			if first.After(last) {
				t.Errorf("%s.rows[%d] is never in force", p.ID, i)
			}
			for _, day := range []time.Time{first, last} {
				if got, reached := r.reached(t, tables, p.Variant, day); !reached {
					t.Errorf("%s.rows[%d] is not reached on %s: %+v", p.ID, i, day.Format(time.DateOnly), got)
				}
			}
			// Another row may have the same heading with another rate.
			follows := slices.ContainsFunc(p.Rows, func(o dataRow) bool { return o.Heading == r.Heading && (o.From != r.From || o.To != r.To) })
			for _, day := range []time.Time{first.AddDate(0, 0, -1), last.AddDate(0, 0, 1)} {
				if got, reached := r.reached(t, tables, p.Variant, day); reached && !follows {
					t.Errorf("%s.rows[%d] is reached on %s: %+v", p.ID, i, day.Format(time.DateOnly), got)
				}
			}
		}
	}
	if len(programmes) != 23 || rows < 200 {
		t.Errorf("%d rows of %d programmes", rows, len(programmes))
	}
}

// The other tables of the duties have headers that say what they are.
func TestHeaders(t *testing.T) {
	n := 0
	for _, file := range feetest.Files(t) {
		for _, kind := range []string{"tariff-", "question-", "stacking-", "column-2-"} {
			if strings.HasPrefix(file.Name, kind) {
				var table struct{ feetest.Header }
				if err := json.Unmarshal([]byte(file.Text), &table); err != nil {
					t.Fatal(err)
				}
				table.File = file.Name
				table.Check(t, Channel)
				n++
				if table.VerifiedOn != "2026-11-23" || table.EffectiveTo != "2027-11-22" && table.EffectiveFrom != "2018-07-06" {
					t.Errorf("%s: verified on %s, to %s", file.Name, table.VerifiedOn, table.EffectiveTo)
				}
			}
		}
	}
	if n != 5 {
		t.Errorf("%d tables", n)
	}
}

// Every question that a row asks is declared, and every one that is declared is
// asked.
func TestQuestionsAreDeclared(t *testing.T) {
	b := on(t, "2026-10-01")
	asked := map[Question]bool{}
	for _, p := range programmeFiles(t) {
		for i, r := range p.Rows {
			for _, c := range r.When {
				asked[Question(c.Question)] = true
				if _, known := b.questions[0][Question(c.Question)]; !known {
					t.Errorf("%s.rows[%d] asks %s", p.ID, i, c.Question)
				}
			}
		}
	}
	for q := range b.questions[0] {
		if !asked[q] {
			t.Errorf("no row asks %s", q)
		}
	}
	constants := []Question{
		AutoPart, TruckPart, CompletedCabinet, ExclusionClaimed, ExclusionExtended, USMetal, GatedChip, CivilAircraft,
		Donation, Informational, PharmaUse, CountryExempt, BrazilExempt, Brazil301, Canada338,
	}
	for _, q := range constants {
		if !asked[q] {
			t.Errorf("nothing asks the constant %s", q)
		}
	}
	if len(constants) != len(asked) {
		t.Errorf("%d questions, %d constants", len(asked), len(constants))
	}
}

// Facts 1.7: 38 economies pay 12.5 % flat, 17 pay 10 %, the others up to a total.
func TestForcedLaborEconomies(t *testing.T) {
	counts := map[string]int{}
	headings := map[string]bool{}
	for _, p := range programmeFiles(t) {
		for _, r := range p.Rows {
			if p.Variant != "301_forced_labor" || r.Duty["free"] == true {
				continue
			}
			for rate, of := range r.Duty {
				counts[rate+" "+of.(string)] += len(r.Origins)
			}
			if headings[r.Heading] {
				t.Errorf("%s occurs twice", r.Heading)
			}
			headings[r.Heading] = true
		}
	}
	for rate, want := range map[string]int{"ad_valorem 0.125": 38, "ad_valorem 0.10": 17, "top_up_to 0.10": 28, "top_up_to 0.125": 3} {
		if counts[rate] != want {
			t.Errorf("%s: %d economies, want %d", rate, counts[rate], want)
		}
	}
}
