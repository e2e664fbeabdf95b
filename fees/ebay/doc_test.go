package ebay_test

import (
	"os"
	"strings"
	"testing"
)

// The guide for a new channel shows tables.go as it is.
func TestGuideShowsTables(t *testing.T) {
	guide, err := os.ReadFile("../../docs/adding-a-channel.md")
	if err != nil {
		t.Fatal(err)
	}
	code, err := os.ReadFile("tables.go")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(guide), "```go\n"+string(code)+"```") {
		t.Error("docs/adding-a-channel.md does not show tables.go")
	}
}
