package main

import (
	"bytes"
	"context"
	_ "embed"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// lookAtPage returns what is wrong with a page as it is laid out.
//
//go:embed testdata/look.js
var lookAtPage string

// browser starts a headless Chromium. Without one the test is skipped.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path == "" {
			path, _ = exec.LookPath(name)
		}
	}
	if path == "" {
		t.Skip("no chromium, chromium-browser or google-chrome is in the path; CHROMIUM can name one")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) }) // before the folder of the browser is removed
	return ctx
}

// A browserPage is a page and what has to be in it.
type browserPage struct {
	name, file string
	charts     int // at least
	shown      []string
}

// pagesToLookAt writes the pages: that of a generated seller, one of 5,000 items, one of
// hostile texts and an empty one.
func pagesToLookAt(t *testing.T) []browserPage {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, d document) string {
		var out bytes.Buffer
		if err := writeHTML(&out, d); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name+".html")
		if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	seller := generatedFolder(t, "-skus", "40", "-weeks", "56")
	generated := filepath.Join(dir, "generated.html")
	if status, _, stderr := command(t, context.Background(), append([]string{"-o", generated}, full(seller)...)...); status != written {
		t.Fatal(stderr)
	}
	return []browserPage{
		{"generated", generated, 10, []string{"Why the profit moved", "Fee audit"}},
		{"5,000 items", write("large", documentOf(5000)), 7, []string{"4,957 other items"}},
		{"hostile", write("hostile", hostileDocument(hostileTexts[0])), 1, []string{"<script>alert(1)</script>", "[U+202E]"}},
		{"long words", write("long", hostileDocument(hostileTexts[1])), 1, nil},
		{"empty", write("empty", document{Title: "Nothing"}), 0, []string{"Nothing"}},
	}
}

// The page in a browser, on wide and narrow screens, light and dark, and on paper: it
// does not scroll sideways, every chart and heading is seen, no text is cut, covered or
// too pale, nothing is run and nothing is fetched.
func TestPageInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	ctx := browser(t)
	var mu sync.Mutex
	var seen []string
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal("the browser does not start: ", err)
	}
	err := chromedp.Listen(ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			seen = append(seen, "a request to "+e.Request.URL)
		case *page.EventJavascriptDialogOpening:
			seen = append(seen, "a dialog")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range pagesToLookAt(t) {
		for k, view := range []struct {
			width         int64
			media, scheme string
		}{{1280, "screen", "light"}, {360, "screen", "light"}, {718, "print", "light"}, {1280, "screen", "dark"}, {360, "screen", "dark"}, {768, "screen", "light"}} {
			if i > 0 && k > 2 {
				break // what these show does not depend on the data
			}
			t.Run(p.name+"/"+view.media+" "+strconv.FormatInt(view.width, 10)+" "+view.scheme, func(t *testing.T) {
				mu.Lock()
				seen = nil
				mu.Unlock()
				lookAt(ctx, t, p, view.width, view.media, view.scheme)
				mu.Lock()
				defer mu.Unlock()
				for _, s := range seen {
					if s != "a request to file://"+p.file {
						t.Error(s)
					}
				}
				if len(seen) == 0 {
					t.Error("the page itself was not asked for")
				}
			})
		}
	}
}

// lookAt loads a page in a window and reports what is wrong in it.
func lookAt(ctx context.Context, t *testing.T, p browserPage, width int64, media, scheme string) {
	t.Helper()
	_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 800, DeviceScaleFactor: 1})
	if err != nil {
		t.Fatal(err)
	}
	_, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate("file://"+p.file)); err != nil {
		t.Fatal(err)
	}
	for _, open := range []string{"false", "true"} { // and again with everything unfolded
		report, err := chromedp.Run(ctx, chromedp.Evaluate[struct {
			Problems         []string `json:"problems"`
			Charts, Headings int
			Page, Text       string
		}](lookAtPage+"("+open+")"))
		if err != nil {
			t.Fatal(err)
		}
		for i, problem := range report.Problems {
			if i == 12 {
				t.Errorf("and %d more", len(report.Problems)-i)
				break
			}
			t.Errorf("unfolded %s: %s", open, problem)
		}
		if report.Charts < p.charts || report.Headings < 1+min(p.charts, 1) {
			t.Errorf("unfolded %s: %d charts and %d headings are seen", open, report.Charts, report.Headings)
		}
		if dark := strings.HasPrefix(report.Page, "rgb(20,"); dark != (scheme == "dark") {
			t.Errorf("the page is %s", report.Page)
		}
		for _, want := range p.shown {
			if !strings.Contains(report.Text, want) {
				t.Errorf("unfolded %s: %q is not shown", open, want)
			}
		}
	}
}
