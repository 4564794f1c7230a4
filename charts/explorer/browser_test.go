package explorer

import (
	"context"
	"encoding/csv"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/jamlik/jamlik/indicators/lang"
)

// chromium returns the path of Chromium, or skips the test. With JAMLIK_TEST_REQUIRE containing "browser" its absence is a failure.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if strings.Contains(os.Getenv("JAMLIK_TEST_REQUIRE"), "browser") {
		t.Fatal("Chromium is not in PATH, and JAMLIK_TEST_REQUIRE asks for a browser")
	}
	t.Skip("Chromium is not in PATH")
	return ""
}

// reader is somebody who has the page open.
type reader struct {
	*testing.T
	ctx  context.Context
	file string // of the page
	dir  string // of downloads
}

// one is the browser that all tests use, each in a tab of its own.
var one struct {
	sync.Once
	ctx  context.Context
	err  error
	stop context.CancelFunc
}

func shared(t *testing.T, path string) context.Context {
	t.Helper()
	one.Do(func() {
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.ExecPath(path))
		ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
		one.ctx, one.stop = chromedp.NewContext(ctx)
		close := one.stop
		one.stop = func() { close(); stop() }
		one.err = chromedp.Do(one.ctx)
	})
	if one.err != nil {
		t.Fatal(one.err)
	}
	return one.ctx
}

func TestMain(m *testing.M) {
	code := m.Run()
	if one.stop != nil {
		one.stop()
	}
	os.Exit(code)
}

// open opens the page, with a fragment, in a tab of its own. What the page logs, and what it asks of the network, fails the test.
func open(t *testing.T, e *Explorer, fragment string, before ...chromedp.Action[chromedp.Void]) *reader {
	t.Helper()
	path := chromium(t)
	page, _ := written(t, e)
	r := &reader{T: t, dir: t.TempDir()}
	r.file = filepath.Join(t.TempDir(), "utforska.html")
	if err := os.WriteFile(r.file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(shared(t, path))
	t.Cleanup(cancel)
	r.ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	r.do(chromedp.EmulateViewport(1280, 900))
	if _, err := chromedp.Call(r.ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	requests := chromedp.Events(r.ctx, network.RequestWillBeSent)
	go func() {
		for q, err := range requests {
			if err != nil {
				return
			}
			if u := q.Request.URL; !strings.HasPrefix(u, "file://"+r.file) && !strings.HasPrefix(u, "data:image/svg+xml") && !strings.HasPrefix(u, "blob:") {
				t.Errorf("the page asks for %.100s", u)
			}
		}
	}()
	messages := chromedp.Console(r.ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			t.Errorf("the page logs %v", m)
		}
	}()
	r.do(before...)
	r.do(chromedp.Navigate("file://" + r.file + fragment))
	return r
}

func (r *reader) do(steps ...chromedp.Action[chromedp.Void]) {
	r.Helper()
	if err := chromedp.Do(r.ctx, steps...); err != nil {
		r.Fatal(err)
	}
}

// ask returns what an expression in the page is.
func ask[T any](r *reader, expression string) T {
	r.Helper()
	v, err := chromedp.Run(r.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		r.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for an expression to become a value: what a reader does shows in the page only once the address has changed.
func until[T comparable](r *reader, expression string, want T) {
	r.Helper()
	var got T
	for range 100 {
		if got = ask[T](r, expression); got == want {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	r.Fatalf("%s is %v, want %v", expression, got, want)
}

// press types keys where the focus is.
func (r *reader) press(keys ...string) {
	r.Helper()
	for _, k := range keys {
		r.do(chromedp.KeyEvent(k))
	}
}

const (
	names   = `[...document.querySelectorAll("#view tbody:last-of-type th")].map(e => e.textContent).join("|")`
	focused = `(e => e === document.body ? "" : e.id || e.dataset.focus || e.value || e.textContent.trim())(document.activeElement)`
	heading = `document.querySelector("#view h2").textContent`
	address = `decodeURIComponent(location.hash)`
)

// choose sets a list of choices as a reader does.
func (r *reader) choose(id, value string) {
	r.Helper()
	ask[bool](r, fmt.Sprintf(`(s => { s.value = %q; return s.dispatchEvent(new Event("change", { bubbles: true })); })(document.getElementById(%q))`, value, id))
}

func TestChooseSortAndFilter(t *testing.T) {
	r := open(t, testExplorer(t, lang.Sv), "")
	until(r, heading, "Sysselsatta: säkert lägre i 1 område, säkert högre i 1")
	byValue := "Ängby|Centrum & hamnen|Bergen|Dalen|" + hostile
	until(r, names, byValue)
	r.do(chromedp.Click(chromedp.CSS(`button[data-focus="sort-value"]`)))
	until(r, names, "Bergen|Centrum & hamnen|Ängby|Dalen|"+hostile) // what is not there stays last
	until(r, `document.querySelector("th[aria-sort]").getAttribute("aria-sort")`, "ascending")
	until(r, focused, "sort-value")
	r.do(chromedp.Click(chromedp.CSS(`button[data-focus="sort-name"]`)))
	until(r, names, "Bergen|Centrum & hamnen|Dalen|"+hostile+"|Ängby")
	until(r, address, "#i=employed&v=table&s=name-asc")
	r.choose("verdict", "worse")
	until(r, names, "Bergen")
	r.choose("verdict", "")
	r.do(chromedp.SendKeys(chromedp.CSS("#search"), "hamn"))
	until(r, names, "Centrum & hamnen")
	until(r, `document.querySelector("#status").textContent.includes("1 av 5 rader")`, true)
	r.choose("group", "sex=women")
	until(r, `document.querySelector("#view .subtitle").textContent`, "Sysselsatta 20–64 år, befolkningen 20–64 år, kvinnor, procent, 2025")
	until(r, `document.querySelector("#view tbody:last-of-type td").textContent`, "(68,1)\u00a0p")
	r.choose("measure", "median_income")
	ask[bool](r, `(s => { s.value = ""; return s.dispatchEvent(new Event("input")); })(document.querySelector("#search"))`)
	until(r, `document.querySelectorAll("#view tbody:last-of-type tr").length`, 5)
}

func TestAddressRoundTrip(t *testing.T) {
	const state = "#i=employed&g=sex=women&p=2024&a=bergen,angby&v=chart&s=name-desc"
	r := open(t, testExplorer(t, lang.Sv), state)
	until(r, address, state)
	until(r, `document.querySelector("#group").value + document.querySelector("#period").value + document.querySelector("#areas-count").textContent`, "sex=women20242 av 5")
	until(r, `document.querySelectorAll(".drawing svg > text").length > 5`, true)
	r.choose("group", "sex=men")
	until(r, address, strings.Replace(state, "women", "men", 1))
	r.choose("measure", "crowded")
	until(r, address, "#i=crowded&p=2024&a=bergen,angby&v=chart&s=name-desc")
	r.do(chromedp.NavigateBack())
	until(r, address, strings.Replace(state, "women", "men", 1))
	until(r, `document.querySelector("#measure").value`, "employed")
	r.do(chromedp.NavigateBack())
	until(r, `document.querySelector("#group").value`, "sex=women")
	r.do(chromedp.NavigateForward())
	until(r, `document.querySelector("#group").value`, "sex=men")
	until(r, `document.querySelector("a[data-language]").getAttribute("href").startsWith("explore.html#i=employed")`, true)
}

func TestBadAddressIsTold(t *testing.T) {
	r := open(t, testExplorer(t, lang.Sv), `#i=nothing&g=x&p=1999&a=angby,atlantis&v=pie&s=size-up&f=maybe&junk&%E0%A4%A`)
	until(r, heading, "Sysselsatta, 2025")
	until(r, names, "Ängby")
	told := ask[string](r, `document.querySelector("#message").textContent`)
	for _, part := range []string{"”nothing”", "”x”", "”1999”", "”atlantis”", "”pie”", "”size-up”", "”maybe”", "”junk”", "”%E0%A4%A”"} {
		if !strings.Contains(told, part) {
			t.Errorf("%q says nothing of %s", told, part)
		}
	}
	r.choose("period", "2024")
	until(r, `document.querySelector("#message").textContent`, "")
}

// Everything can be done with the keyboard alone: Tab reaches every control, and none keeps the focus.
func TestKeyboardAlone(t *testing.T) {
	r := open(t, testExplorer(t, lang.Sv), "")
	until(r, `document.querySelector("#controls").hidden`, false)
	r.press(kb.Tab)
	until(r, focused, "Hoppa till innehållet")
	r.press(kb.Enter)
	until(r, focused, "main")
	until(r, heading, "Sysselsatta: säkert lägre i 1 område, säkert högre i 1") // a place on the page is no choice
	ask[bool](r, `(document.activeElement.blur(), scrollTo(0, 0), document.querySelector(".skip").focus(), true)`)
	var order []string
	for range 60 {
		r.press(kb.Tab)
		at := ask[string](r, focused)
		if at == "" || len(order) > 0 && at == order[0] {
			break
		}
		if seen := ask[bool](r, `getComputedStyle(document.activeElement).outlineStyle !== "none" || document.activeElement.type === "radio"`); !seen {
			t.Errorf("the focus is not seen on %s", at)
		}
		order = append(order, at)
	}
	for _, want := range []string{"table", "measure", "group", "period", "areas-button", "order", "verdict", "search", "reset", "copy", "sort-name", "sort-value", "as-csv", "as-excel"} {
		if !slices.Contains(order, want) {
			t.Errorf("Tab does not reach %s: %q", want, order)
		}
	}
	ask[bool](r, `(document.querySelector("input[name=view]:checked").focus(), true)`)
	r.press(kb.ArrowRight)
	until(r, `document.querySelector(".drawing svg") !== null`, true)
	until(r, focused, "chart")
	r.press(kb.ArrowRight)
	until(r, address, "#i=employed&v=trend")
	r.press(kb.ArrowRight)
	until(r, address, "#i=employed&v=side")
	r.press(kb.Tab)
	until(r, focused, "areas-button")
	r.press(kb.Enter)
	until(r, `document.querySelector("#areas").hidden`, false)
	ask[bool](r, `(document.querySelector("#areas-none").focus(), true)`)
	r.press(kb.Enter)
	until(r, focused, "bergen")
	r.press(" ", kb.Tab, " ", kb.Tab, kb.Tab, kb.Tab, " ")
	until(r, address, "#i=employed&a=bergen,centrum,angby&v=side")
	until(r, heading, "Sida vid sida: Bergen, Centrum & hamnen och Ängby")
	r.press(kb.Escape)
	until(r, focused, "areas-button")
	until(r, `document.querySelector("#areas").hidden`, true)
}

func TestSideBySide(t *testing.T) {
	r := open(t, testExplorer(t, lang.Sv), "#a=bergen,angby&v=side")
	until(r, heading, "Sida vid sida: Bergen och Ängby")
	rows := ask[[]string](r, `[...document.querySelectorAll("#view tbody tr:not(.group)")].map(r => [...r.cells].slice(0, 4).map(c => c.textContent).join("|"))`)
	want := []string{"Sysselsatta, procent2025|71,5|▼62,4 (sämre)−8,6|▲79,8 (bättre)+8,8", "Trångbodda, procent2025|21,5|▼29,8 (sämre)−41,2|▲12,4 (bättre)−58,6"}
	if !slices.Equal(rows, want) {
		t.Errorf("the rows are %q, want %q", rows, want)
	}
	until(r, `document.querySelector("#view").textContent.includes("Mått som områdena inte har värden för: Medianinkomst.")`, true)
	r.do(chromedp.Click(chromedp.CSS("#view tbody a")))
	until(r, address, "#i=employed&a=bergen,angby&v=table")
}

func TestTrend(t *testing.T) {
	r := open(t, testExplorer(t, lang.Sv), "#a=angby&v=trend")
	until(r, `document.querySelectorAll(".drawing path").length > 2`, true)
	until(r, `[...document.querySelectorAll("#view tr.city td")].map(c => c.textContent).join(" ")`, "69,5 70,2 70,9 71,5")
	until(r, names, "Ängby")
	until(r, `document.querySelector("#view").textContent.includes("Brott i serien 2023: Nytt register")`, true)
	r.choose("measure", "crowded")
	until(r, `document.querySelector("#view .callout").textContent`, "Måttet har färre än tre perioder, så det finns ingen utveckling att visa.")
}

// Downloads have what is shown.
func TestDownloads(t *testing.T) {
	r := open(t, testExplorer(t, lang.Sv), "#i=employed&a=bergen,dalen,norra-ost&v=chart")
	if _, err := chromedp.CallBrowser(r.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: r.dir}); err != nil {
		t.Fatal(err)
	}
	until(r, `document.querySelectorAll(".drawing svg").length`, 1)
	fetch := func(button, file string) string {
		t.Helper()
		r.do(chromedp.Click(chromedp.CSS(`button[data-focus="` + button + `"]`)))
		for range 200 {
			if b, err := os.ReadFile(filepath.Join(r.dir, file)); err == nil && len(b) > 0 {
				return string(b)
			}
			time.Sleep(20 * time.Millisecond)
		}
		t.Fatalf("%s was not downloaded", file)
		return ""
	}
	plain := fetch("as-csv", "explore-employed-chart-sv.csv")
	rows, err := csv.NewReader(strings.NewReader(plain)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, k := range rows[0] {
		column[k] = i
	}
	var got []string
	for _, row := range rows[1:] {
		var fields []string
		for _, k := range []string{"area", "period", "value", "lower", "difference", "verdict", "shown_as", "why_not"} {
			fields = append(fields, row[column[k]])
		}
		got = append(got, strings.Join(fields, "|"))
	}
	want := []string{"Provby|2025|71.5|71.1||not_compared|71,5|", "Bergen|2025|62.375|60.875|-8.625|worse|62,4|", "Dalen|2025||||not_compared|..|visas inte av sekretesskäl",
		hostile + "|2025||||not_compared|..|uppgift saknas i källan"}
	if !slices.Equal(got, want) {
		t.Errorf("the file has %q, want %q", got, want)
	}
	excel := fetch("as-excel", "explore-employed-chart-sv-excel.csv")
	if !strings.HasPrefix(excel, "\ufeffindicator;indicator_name;group;group_name;period;") || !strings.Contains(excel, ";Bergen;bergen;62,375;60,875;") || !strings.Contains(excel, "\r\n") {
		t.Errorf("the file for Excel is %q", excel)
	}
	svg := fetch("as-svg", "explore-employed-chart-sv.svg")
	for _, part := range []string{`lang="sv"`, `<title id="figure-title">Sysselsatta, 2025</title>`, "<desc", "Bergen 62,4 (sämre än övriga Provby)", "SCB, Befolkningen", ">62,4</text>", "Provby finns inte.", "&lt;/script&gt;"} {
		if !strings.Contains(svg, part) {
			t.Errorf("the drawing lacks %s", part)
		}
	}
	picture := fetch("as-png", "explore-employed-chart-sv.png")
	size, err := png.DecodeConfig(strings.NewReader(picture)) // which checks the sums of the parts before the pixels
	if err != nil || size.Width != 1878 || !strings.Contains(picture[:60], "pHYs\x00\x00.#\x00\x00.#\x01") {
		t.Errorf("the picture is %v wide (%v) and begins with %q", size.Width, err, picture[:60])
	}
}

func TestWithoutScriptTheTablesShow(t *testing.T) {
	r := open(t, testExplorer(t, lang.Sv), "", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	seen := func(selector string) bool {
		box, err := chromedp.Run(r.ctx, chromedp.Dimensions(chromedp.CSS(selector)))
		return err == nil && box.Width > 0 && box.Height > 0
	}
	if !seen("#tables table") {
		t.Error("the tables do not show")
	}
}

// No page is wider than its window: what is wide scrolls in a region of its own. Controls are large enough for fingers.
func TestFitsWindows(t *testing.T) {
	r := open(t, testExplorer(t, lang.Sv), "")
	for _, width := range []int64{320, 768, 1280} {
		for _, v := range []string{"table", "chart", "trend", "side"} {
			r.do(chromedp.EmulateViewport(width, 800))
			ask[string](r, `location.hash = "#i=employed&v=`+v+`"`)
			until(r, `document.querySelector("input[name=view]:checked").value`, v)
			until(r, `document.documentElement.scrollWidth`, int(width))
			if small := ask[[]string](r, `[...document.querySelectorAll("button, select, input[type=search], label:has(input)")].filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.9).map(e => e.textContent)`); len(small) > 0 {
				t.Errorf("at %d pixels %q are low", width, small)
			}
			if out := ask[[]string](r, `[...document.querySelectorAll(".drawing text")].filter(e => { const a = e.getBoundingClientRect(), b = e.closest("svg").getBoundingClientRect(); return a.left < b.left - 1 || a.right > b.right + 1 || a.bottom > b.bottom + 1; }).map(e => e.textContent)`); len(out) > 0 {
				t.Errorf("at %d pixels %q reach out of the drawing", width, out)
			}
		}
	}
}
