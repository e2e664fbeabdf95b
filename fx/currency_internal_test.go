package fx

import "testing"

// The reader of the shipped lists reports nothing to its users, so it is checked
// here.
func TestShippedCurrenciesParse(t *testing.T) {
	list, err := readCurrencies(activeCSV, endedCSV)
	if err != nil {
		t.Fatal(err)
	}
	if len(list.codes) != 180 || len(list.rows) != 180 {
		t.Errorf("got %d codes and %d rows, want 178 active and 2 ended", len(list.codes), len(list.rows))
	}
}

func TestReadCurrenciesRefuses(t *testing.T) {
	const header = "code,numeric,minor_units,name,until\n"
	for name, text := range map[string]string{
		"empty":       "",
		"code":        header + "usd,840,2,Dollar,2025-12-31\n",
		"twice":       header + "AAA,001,2,A,2025-12-31\nAAA,002,2,B,2025-12-31\n",
		"numeric":     header + "AAA,1,2,A,2025-12-31\n",
		"minor units": header + "AAA,001,two,A,2025-12-31\n",
		"until":       header + "AAA,001,2,A,31.12.2025\n",
		"too short":   "code,numeric\nAAA,001\n",
		"ragged":      header + "AAA\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := readCurrencies(text); err == nil {
				t.Errorf("%q is accepted", text)
			}
		})
	}
}
