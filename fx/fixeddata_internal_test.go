package fx

import "testing"

func TestShippedListsParse(t *testing.T) {
	if steps, err := readCashSteps(cashCSV); err != nil || len(steps) != 9 {
		t.Errorf("cash steps: %d, %v", len(steps), err)
	}
	if rates, err := readEuroRates(euroCSV); err != nil || len(rates) != 21 {
		t.Errorf("euro rates: %d, %v", len(rates), err)
	}
}

func TestListsRefuse(t *testing.T) {
	for name, text := range map[string]string{
		"nothing": "", "one column": "currency\nCHF\n", "no number": "currency,step\nCHF,five\n",
		"zero": "currency,step\nCHF,0\n", "twice": "currency,step\nCHF,1\nCHF,2\n", "unknown": "currency,step\nQQQ,1\n",
	} {
		if steps, err := readCashSteps(text); err == nil {
			t.Errorf("cash steps, %s: got %v", name, steps)
		}
	}
	const head = "currency,per_euro,since,source\n"
	for name, text := range map[string]string{
		"nothing": "", "three columns": "currency,per_euro,since\nHRK,7.5345,2023-01-01\n",
		"no number": head + "HRK,7;5345,2023-01-01,x\n", "zero": head + "HRK,0,2023-01-01,x\n",
		"no day": head + "HRK,7.5345,1.1.2023,x\n", "no source": head + "HRK,7.5345,2023-01-01,\n",
		"no code": head + "hrk,7.5345,2023-01-01,x\n", "the euro": head + "EUR,1,2023-01-01,x\n",
		"twice": head + "HRK,7.5345,2023-01-01,x\nHRK,7.5345,2023-01-01,x\n",
	} {
		if rates, err := readEuroRates(text); err == nil {
			t.Errorf("euro rates, %s: got %v", name, rates)
		}
	}
}
