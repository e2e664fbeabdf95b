package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/examples/internal/readme"
)

// What README.md shows is what runs.
func TestReadme(t *testing.T) {
	block := regexp.MustCompile("(?s)<!-- run: ([^\n]*) -->\n```\n(.*?)```\n")
	count := 0
	want := block.ReplaceAllStringFunc(readme.Text(t), func(text string) string {
		count++
		args := block.FindStringSubmatch(text)[1]
		status, out, stderr := tables(t, "", strings.Fields(args)...)
		if status == unusable || stderr != "" {
			t.Errorf("%s: status %d, %s", args, status, stderr)
		}
		return "<!-- run: " + args + " -->\n```\n$ tables " + args + "\n" + out + "```\n"
	})
	if count < 5 {
		t.Errorf("%d outputs in the README", count)
	}
	readme.Check(t, want, *update)
}
