package customs_test

import (
	"errors"
	"fmt"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// backpacks is an entry of backpacks and T-shirts of China by sea.
func backpacks() customs.Entry {
	return customs.Entry{
		Date: fees.Day(2026, 10, 5), Mode: customs.Vessel,
		Lines: []customs.Line{
			{Ref: "BAG-BLACK", HTS: "4202.92.3120", Origin: "CN", Value: decimal.NewFromInt(6000), NoCases: true},
			{Ref: "BAG-RED", HTS: "4202.92.3120", Origin: "CN", Value: decimal.NewFromInt(4000), NoCases: true},
			{Ref: "SHIRT", HTS: "6109.10.0040", Origin: "CN", Value: decimal.NewFromInt(2000), NoCases: true},
		},
	}
}

func ExampleEntry_Assess() {
	w, err := backpacks().Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range w.Lines {
		fmt.Println(line.HTS, line.Origin, line.Value.StringFixed(2))
		for _, layer := range line.Layers {
			if layer.Status == customs.Applied {
				fmt.Println(" ", layer.Label, layer.Duty, layer.Amount)
			}
		}
	}
	fmt.Println("MPF", w.MPF.StringFixed(2), "-", w.MPFBasis)
	fmt.Println("HMF", w.HMF.StringFixed(2), "-", w.HMFBasis)
	fmt.Println("total", w.Total, "complete", w.Complete)
	// Output:
	// 4202.92.3120 CN 10000.00
	//   Column 1 17.6% 1760
	//   China 301, list 3 25% 2500
	//   301 forced labor 12.5% 1250
	// 6109.10.0040 CN 2000.00
	//   Column 1 16.5% 330
	//   China 301, list 4A 7.5% 150
	//   301 forced labor 12.5% 250
	// MPF 41.57 - 0.3464% of 12000
	// HMF 15.00 - 0.125% of 12000
	// total 6296.57 complete true
}

// A fact that is missing makes a range, and the worksheet says what is asked.
func ExampleEntry_Assess_open() {
	e := customs.Entry{Date: fees.Day(2026, 10, 5), Mode: customs.Air, Lines: []customs.Line{
		{Ref: "LAMP", HTS: "8512.20.2040", Origin: "CN", Value: decimal.NewFromInt(1000), NoCases: true},
	}}
	w, err := e.Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("duty", w.Duty)
	e.Lines[0].Facts.Answers = map[customs.Question]bool{customs.AutoPart: true, customs.TruckPart: false}
	w, err = e.Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("as a car part", w.Duty)
	// Output:
	// duty 375 to 500
	// as a car part 500
}

func ExampleEntry_Check() {
	e := backpacks()
	e.Mode = ""
	e.Lines[1].Origin = "China"
	for _, fault := range fx.Faults(e.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// mode must be "vessel", "air", "truck", "rail", "express" or "mail"
	// lines[1].origin must be a country code of ISO 3166-1 in capital letters, such as CN, got "China"
}

func ExampleWorksheet_ByRef() {
	w, err := backpacks().Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	red, _ := w.ByRef("BAG-RED")
	for _, d := range red.Duties {
		fmt.Println(d.Heading, d.Amount)
	}
	fmt.Println("MPF", red.MPF, "HMF", red.HMF, "total", red.Total)
	// Output:
	// 4202.92.3120 704
	// 9903.88.03 1000
	// 9903.05.31 500
	// MPF 13.86 HMF 5 total 2222.86
}

func ExampleWorksheet_EffectiveRate() {
	w, err := backpacks().Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	duty, _ := w.DutyRate(4)
	all, _ := w.EffectiveRate(4)
	fmt.Println(fx.Percent(duty.Low), fx.Percent(all.Low))
	// Output: 52% 52.47%
}

func ExampleWorksheet_DutyRate() {
	w := customs.Worksheet{Value: decimal.NewFromInt(200), Duty: customs.Exactly(decimal.NewFromInt(73))}
	rate, has := w.DutyRate(3)
	fmt.Println(rate, has)
	// Output: 0.365 true
}

func ExampleEntryLine_DutyRate() {
	w, err := backpacks().Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range w.Lines {
		rate, _ := line.DutyRate(3)
		fmt.Println(line.HTS, fx.Percent(rate.Low))
	}
	// Output:
	// 4202.92.3120 55.1%
	// 6109.10.0040 36.5%
}

func ExampleEntryLine_Layer() {
	w, err := backpacks().Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	layer, _ := w.Lines[0].Layer("301_list_3")
	fmt.Println(layer.Status, layer.Heading, layer.Amount)
	// Output: applied 9903.88.03 2500
}

func ExampleDeMinimisError() {
	e := backpacks()
	e.Lines, e.Kind = e.Lines[2:], customs.DeMinimis
	e.Lines[0].Value = decimal.NewFromInt(80)
	_, err := e.Assess()
	var ended *customs.DeMinimisError
	if errors.As(err, &ended) {
		fmt.Println(ended.Origin, ended.By, ended.Last.Format("2006-01-02"))
	}
	fmt.Println(err)
	// Output:
	// CN EO 14256 2025-05-01
	// customs: lines[0].origin: goods of CN have no de minimis exemption on 2026-10-05: the last day was 2025-05-01 (EO 14256)
}

func ExampleDeMinimisError_Error() {
	err := &customs.DeMinimisError{Field: "lines[0].origin", Origin: "VN", Day: fees.Day(2025, 9, 1), Last: fees.Day(2025, 8, 28), By: "EO 14324"}
	fmt.Println(err.Error())
	// Output: customs: lines[0].origin: goods of VN have no de minimis exemption on 2025-09-01: the last day was 2025-08-28 (EO 14324)
}
