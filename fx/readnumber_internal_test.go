package fx

import "testing"

// The short way of readNumber says the same as the long one.
func FuzzReadNumber(f *testing.F) {
	for _, seed := range []string{
		"1.1690", "366.90", "100", "0.000001", "0", "0.0", "00.10", "1.", ".5", "1..2", "1.2.3", "-1", "+1", "1e5", "",
		"999999999999999999", "9999999999999999999", "99999999999999999999", "123456789012345678.9", "1.123456789012", "1.1234567890123",
		"0.00000000000000000001", "1.00000000000000000000", "000000000000000000001", "1,1", "12345.1234567890123",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		mantissa, exp, ok := plainDigits(text)
		d, err := ParseDecimal(text)
		var slow cell
		if err == nil {
			slow.mantissa, slow.exp, err = compact("", d)
		}
		if ok && (err != nil || mantissa != slow.mantissa || exp != slow.exp) {
			t.Fatalf("%q: got %de%d, want %de%d, %v", text, mantissa, exp, slow.mantissa, slow.exp, err)
		}
	})
}

// What files consist of goes the short way.
func TestPlainDigits(t *testing.T) {
	for _, test := range []struct {
		text     string
		mantissa int64
		exp      int8
	}{
		{"1.1690", 1169, -3}, {"366.90", 3669, -1}, {"1000", 1, 3}, {"248487", 248487, 0}, {"0.000001", 1, -6}, {"00.10", 1, -1},
		{"999999999999999999", 999999999999999999, 0}, {"123456.123456789012", 123456123456789012, -12},
	} {
		if mantissa, exp, ok := plainDigits(test.text); mantissa != test.mantissa || exp != test.exp || !ok {
			t.Errorf("%s: got %de%d, %t", test.text, mantissa, exp, ok)
		}
	}
	for _, text := range []string{"", "0", "0.00", ".5", "5.", "-1", "+1", "1e2", "1,1", " 1", "1234567890123456789", "1.1234567890123"} {
		if _, _, ok := plainDigits(text); ok {
			t.Errorf("%q goes the short way", text)
		}
	}
}
