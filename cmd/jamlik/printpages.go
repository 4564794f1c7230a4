package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/charts/report"
	"github.com/jamlik/jamlik/charts/report/chromium"
	"github.com/jamlik/jamlik/indicators/lang"
)

// printDeadline is how long a page of HTML may take.
const printDeadline = 2 * time.Minute

// printPages prints the staged reports, and the profile of each district on a page of its own, as PDF. Where that cannot be done it warns, and the
// result has no such files.
func (p *program) printPages(out *outputDir, reports map[lang.Lang]*report.Report) {
	if err := p.printed(out, reports); err != nil {
		p.warn(fmt.Errorf("--pdf: not everything was printed as PDF; everything else is written: %w", err))
	}
}

// fileLink is a link to a file beside the page, in the markup that reports have.
var fileLink = regexp.MustCompile(` href="[^"#:][^":]*"`)

// withoutFileLinks takes the links to other files off a page: in print they would tell where the page lay when it was printed.
func withoutFileLinks(html []byte) []byte { return fileLink.ReplaceAll(html, nil) }

func (p *program) printed(out *outputDir, reports map[lang.Lang]*report.Report) (err error) {
	path, err := chromium.Find()
	if err != nil {
		return fmt.Errorf("%w; install Chromium, or set %s to the path of Chromium or Chrome", err, chromium.Variable)
	}
	dir := out.scratch()
	if err := os.Mkdir(dir, 0o700); err != nil {
		return out.failed(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	type job struct{ from, to string }
	var jobs []job
	for _, l := range lang.All {
		name := reportName(l)
		html, err := os.ReadFile(out.staged(name))
		if err != nil {
			return err
		}
		from := filepath.Join(dir, name)
		if err := os.WriteFile(from, withoutFileLinks(html), 0o600); err != nil {
			return err
		}
		jobs = append(jobs, job{from, strings.TrimSuffix(name, ".html") + ".pdf"})
		pages, err := reports[l].ProfilePages()
		if err != nil {
			return err
		}
		for _, page := range pages {
			stem := charts.Slug(page.Area.Code) + "-" + string(l)
			from := filepath.Join(dir, stem+".html")
			if err := os.WriteFile(from, page.HTML, 0o600); err != nil {
				return err
			}
			jobs = append(jobs, job{from, "profiles/" + stem + ".pdf"})
		}
	}
	ctx, done := p.context()
	defer done()
	b, err := chromium.Start(ctx, path, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	show := p.progress("printing")
	var errs []error
	for i, j := range jobs {
		one, cancel := context.WithTimeout(ctx, printDeadline)
		pdf, err := b.PDF(one, j.from)
		cancel()
		if err != nil {
			errs = append(errs, err)
			if errors.Is(err, context.DeadlineExceeded) { // what hangs once would hang again
				break
			}
			continue
		}
		if day, err := time.Parse(time.DateOnly, reports[lang.Sv].Study.Date); err == nil {
			pdf = chromium.Dated(pdf, day)
		}
		if err := out.writePrinted(j.to, pdf, b.Version); err != nil {
			return err
		}
		show(i+1, len(jobs))
	}
	return errors.Join(errs...)
}
