package main

import (
	"testing"

	"github.com/lianxing/crossborder/fx"
)

func TestShown(t *testing.T) {
	for value, want := range map[string]string{
		"6.832163642": "6.83216", "0.0466123456": "0.0466123", "16000.1234": "16000.12", "1": "1.00000", "123456789.987": "123456789.99",
	} {
		rate, err := fx.NewRate(fx.USD, fx.CNY, dec(t, value))
		if err != nil {
			t.Fatal(err)
		}
		if got := shown(rate); got != want {
			t.Errorf("%s is shown as %s, want %s", value, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, tt := range []struct {
		v      float64
		places int
		want   string
	}{{-0.001, 2, "0.00"}, {-0.006, 2, "-0.01"}, {1.005, 0, "1"}, {0, 3, "0.000"}} {
		if got := number(tt.v, tt.places); got != tt.want {
			t.Errorf("%v is %s, want %s", tt.v, got, tt.want)
		}
	}
	if counted(1, "day") != "1 day" || counted(1234567, "day") != "1,234,567 days" || counted(999, "day") != "999 days" {
		t.Error("a number of days is written wrongly")
	}
}
