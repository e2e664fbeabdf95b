package kpi

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateGlossary = flag.Bool("update", false, "write the tables of docs/glossary.md that come from this package anew")

const glossaryPath = "../docs/glossary.md"

// The glossary lists every metric, every input and every bar of a bridge as this package
// has them. -update writes its tables anew.
func TestGlossary(t *testing.T) {
	file, err := os.ReadFile(glossaryPath)
	if err != nil {
		t.Fatal(err)
	}
	want := string(file)
	for _, part := range []struct{ name, text string }{
		{"metrics", metricTables()}, {"inputs", glossaryInputs()}, {"bars", barTable()},
	} {
		begin, end := "<!-- "+part.name+" -->\n", "<!-- end "+part.name+" -->\n"
		before, rest, ok := strings.Cut(want, begin)
		_, after, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Fatalf("%s has no %s … %s", glossaryPath, strings.TrimSpace(begin), strings.TrimSpace(end))
		}
		want = before + begin + part.text + end + after
	}
	if want == string(file) {
		return
	}
	if *updateGlossary {
		if err := os.WriteFile(glossaryPath, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s is not what the package has; go test ./kpi -run TestGlossary -update writes it (-want +got):\n%s", glossaryPath,
		cmp.Diff(strings.Split(want, "\n"), strings.Split(string(file), "\n")))
}

// Every metric and input has a Chinese name, and no two metrics share name and variant,
// so that a reader can tell them apart.
func TestGlossaryNames(t *testing.T) {
	names := map[string]string{}
	for m := range Metrics() {
		if !chinese(m.Chinese) {
			t.Errorf("metric %s has the Chinese name %q", m.Code, m.Chinese)
		}
		name := glossaryName(m)
		if other, twice := names[name]; twice {
			t.Errorf("%s and %s are both %q", other, m.Code, name)
		}
		names[name] = m.Code
	}
	for in := range Inputs() {
		if !chinese(in.Chinese) {
			t.Errorf("input %s has the Chinese name %q", in.Code, in.Chinese)
		}
	}
}

// chinese reports whether a name has a Chinese character.
func chinese(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return r >= '一' && r <= '鿿' })
}

// metricTables has one table for each group, in the order of the registry.
func metricTables() string {
	var b strings.Builder
	group := ""
	for m := range Metrics() {
		if m.Group != group {
			group = m.Group
			b.WriteString("\n### " + strings.ToUpper(group[:1]) + group[1:] + "\n\n")
			b.WriteString("| code | metric | Chinese | formula |\n|---|---|---|---|\n")
		}
		glossaryRow(&b, "`"+m.Code+"`", glossaryName(m), m.Chinese, "`"+m.Formula.String()+"`")
	}
	b.WriteString("\n")
	return b.String()
}

func glossaryInputs() string {
	var b strings.Builder
	b.WriteString("\n| code | input | Chinese | else computed as |\n|---|---|---|---|\n")
	for in := range Inputs() {
		from := ""
		if !in.From.IsZero() {
			from = "`" + in.From.String() + "`"
		}
		glossaryRow(&b, "`"+string(in.Code)+"`", in.Text, in.Chinese, from)
	}
	b.WriteString("\n")
	return b.String()
}

func barTable() string {
	var b strings.Builder
	b.WriteString("\n| code | bar | Chinese |\n|---|---|---|\n")
	i := 0
	for e := range BridgeEffects() {
		glossaryRow(&b, "`"+string(e)+"`", englishBridge.effects[i], chineseBridge.effects[i])
		i++
	}
	b.WriteString("\n")
	return b.String()
}

func glossaryName(m Metric) string {
	if m.Variant == "" {
		return m.Name
	}
	return m.Name + ", " + m.Variant
}

func glossaryRow(b *strings.Builder, cells ...string) {
	for _, c := range cells {
		b.WriteString("| " + strings.ReplaceAll(c, "|", "\\|") + " ")
	}
	b.WriteString("|\n")
}
