package reports

import (
	"testing"
	"time"
)

// Dates and times as reports print them.
func TestParseStamp(t *testing.T) {
	for _, test := range []struct {
		text     string
		dayFirst bool
		want     string // RFC 3339, "day" without a time, "zone" with a zone; "" is refused
	}{
		{"2026-06-17 08:14:22 UTC", false, "2026-06-17T08:14:22Z zone"},
		{"17.06.2026 08:14:22 UTC", false, "2026-06-17T08:14:22Z zone"},
		{"17.06.2026", false, "2026-06-17T00:00:00Z day"},
		{"2025-06-05T15:31:40+00:00", false, "2025-06-05T15:31:40Z zone"},
		{"2026-09-03 10:15:00 -0400", false, "2026-09-03T10:15:00-04:00 zone"},
		{"2026-09-03T10:15:00.123Z", false, "2026-09-03T10:15:00Z zone"},
		{"2026-06-17", false, "2026-06-17T00:00:00Z day"},
		{"2026/6/12", false, "2026-06-12T00:00:00Z day"},
		{"4/29/2026", false, "2026-04-29T00:00:00Z day"},
		{"4/9/2026", false, "2026-04-09T00:00:00Z day"},
		{"4/9/2026", true, "2026-09-04T00:00:00Z day"},
		{"Sep 4, 2026 1:05:07 AM PDT", false, "2026-09-04T01:05:07-07:00 zone"},
		{"Sep 4, 2026 12:05:07 AM PDT", false, "2026-09-04T00:05:07-07:00 zone"},
		{"Sep 4, 2026 12:05:07 PM PST", false, "2026-09-04T12:05:07-08:00 zone"},
		{"Sep 4, 2026 1:05:07\u202fAM PDT", false, "2026-09-04T01:05:07-07:00 zone"},
		{"Sept. 4, 2026 1:05:07 a.m. PDT", false, "2026-09-04T01:05:07-07:00 zone"},
		{"Jul 06, 2026", false, "2026-07-06T00:00:00Z day"},
		{"4 Sep 2026 01:05:07 UTC", false, "2026-09-04T01:05:07Z zone"},
		{"14 September 2026", false, "2026-09-14T00:00:00Z day"},
		{"4 sept. 2026 01:05:07 UTC", false, "2026-09-04T01:05:07Z zone"},
		{"1 août 2026 01:05:07 UTC", false, "2026-08-01T01:05:07Z zone"},
		{"4 ene 2026 1:05:07 GMT-7", false, "2026-01-04T01:05:07-07:00 zone"},
		{"4 set 2026 01:05:07 UTC", false, "2026-09-04T01:05:07Z zone"},
		{"4 de set. de 2026 01:05:07 GMT-03:00", false, "2026-09-04T01:05:07-03:00 zone"},
		{"2026/09/04 1:05:07JST", false, "2026-09-04T01:05:07+09:00 zone"},
		{"04.09.2026 01:05:07 GMT+00:00", false, "2026-09-04T01:05:07Z zone"},
		{"2026年9月4日", false, "2026-09-04T00:00:00Z day"},
		{"2026年9月4日 13:05", false, "2026-09-04T13:05:00Z"},
		{"2026-02-28", false, "2026-02-28T00:00:00Z day"},
		{"2024-02-29", false, "2024-02-29T00:00:00Z day"},

		{"", false, ""}, {"2026-02-29", false, ""}, {"2026-13-01", false, ""}, {"2026-00-10", false, ""}, {"13/1/2026", false, ""}, {"1/13/2026", true, ""},
		{"2026-06-17 24:00:00", false, ""}, {"2026-06-17 08:60:00", false, ""}, {"2026-06-17 13:00 PM", false, ""}, {"2026-06-17 0:30 AM", false, ""},
		{"2026-06-17 08:14:22 XYZ", false, ""}, {"2026-06-17 08:14:22 +15:00", false, ""}, {"2026-06-17 08:14:22 +01:60", false, ""},
		{"26-06-17", false, ""}, {"1/2/26", false, ""}, {"2026-6", false, ""}, {"June 2026", false, ""}, {"yesterday", false, ""}, {"46190", false, ""},
		{"2026-06/17", false, ""}, {"0001-01-01", false, ""}, {"99999-01-01", false, ""}, {"Sep 4, 26", false, ""}, {"4 Foo 2026", false, ""},
	} {
		s, ok := parseStamp(test.text, test.dayFirst)
		got := ""
		if ok {
			got = s.time.Format(time.RFC3339)
			if !s.timed {
				got += " day"
			}
			if s.zone {
				got += " zone"
			}
		}
		if got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

// What is read as a time prints as one that reads as the same.
func FuzzParseStamp(f *testing.F) {
	for _, s := range []string{"2026-06-17 08:14:22 UTC", "Sep 4, 2026 1:05:07 AM PDT", "4 de set. de 2026", "2026年9月4日", "4/29/2026", "17.06.2026", "2026-09-03T10:15:00.123+05:30"} {
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, text string, dayFirst bool) {
		s, ok := parseStamp(text, dayFirst)
		if !ok {
			return
		}
		again, ok := parseStamp(s.time.Format("2006-01-02T15:04:05.999999999Z07:00"), false)
		if !ok || !again.time.Equal(s.time) {
			t.Fatalf("%q is %v, which reads as %v", text, s.time, again.time)
		}
	})
}

// The days on which the clocks of the US Pacific coast changed, as the US government
// published them: a time of the day before and after in UTC.
func TestPacificDays(t *testing.T) {
	for _, test := range []struct{ utc, offset, day string }{
		{"2024-03-10T09:59:59Z", "-0800", "2024-03-10"}, {"2024-03-10T10:00:00Z", "-0700", "2024-03-10"},
		{"2024-11-03T08:59:59Z", "-0700", "2024-11-03"}, {"2024-11-03T09:00:00Z", "-0800", "2024-11-03"},
		{"2025-03-09T10:00:00Z", "-0700", "2025-03-09"}, {"2025-11-02T09:00:00Z", "-0800", "2025-11-02"},
		{"2026-03-08T09:59:59Z", "-0800", "2026-03-08"}, {"2026-03-08T10:00:00Z", "-0700", "2026-03-08"},
		{"2026-11-01T08:59:59Z", "-0700", "2026-11-01"}, {"2026-11-01T09:00:00Z", "-0800", "2026-11-01"},
		{"2006-04-02T10:00:00Z", "-0700", "2006-04-02"}, // the rule before 2007
		{"2006-10-29T09:00:00Z", "-0800", "2006-10-29"},
		{"2045-07-01T00:00:00Z", "-0700", "2045-06-30"},                                                  // the rule goes on
		{"2026-07-01T06:59:59Z", "-0700", "2026-06-30"}, {"2026-07-01T07:00:00Z", "-0700", "2026-07-01"}, // midnight in summer
		{"2026-01-01T07:59:59Z", "-0800", "2025-12-31"}, {"2026-01-01T08:00:00Z", "-0800", "2026-01-01"}, // and in winter
	} {
		at, err := time.Parse(time.RFC3339, test.utc)
		if err != nil {
			t.Fatal(err)
		}
		local := at.In(Pacific())
		if got := local.Format("-0700"); got != test.offset {
			t.Errorf("%s: offset %s, want %s", test.utc, got, test.offset)
		}
		if got := DayIn(at, Pacific()).Format(time.DateOnly); got != test.day {
			t.Errorf("%s: day %s, want %s", test.utc, got, test.day)
		}
	}
	if _, err := pacific(); err != nil {
		t.Fatal(err)
	}
}
