package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What README.md shows is what runs.
func TestReadme(t *testing.T) {
	const file = "README.md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)<!-- run: ([^\n]*) -->\n```\n(.*?)```\n")
	count := 0
	want := block.ReplaceAllStringFunc(string(data), func(text string) string {
		count++
		args := block.FindStringSubmatch(text)[1]
		status, out, stderr := tables(t, "", strings.Fields(args)...)
		if status == unusable || stderr != "" {
			t.Errorf("%s: status %d, %s", args, status, stderr)
		}
		return "<!-- run: " + args + " -->\n```\n$ tables " + args + "\n" + out + "```\n"
	})
	if count < 5 {
		t.Errorf("%d outputs in %s", count, file)
	}
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Errorf("%s: -runs +shown:\n%s", file, diff)
	}
}
