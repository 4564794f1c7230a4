package report

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"slices"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators/lang"
)

//go:embed template/*.tmpl
var templateFiles embed.FS

//go:embed report.css
var styles string

// templates are parsed once; what depends on the language of a page is given to each page's own copy.
var templates = template.Must(template.New("page").Funcs((&page{}).functions()).ParseFS(templateFiles, "template/*.tmpl"))

// Write writes the page. It returns an error, and writes nothing, when a part of the report is not there, when its frame is not in the
// catalogue, or when a figure is incomplete or in another language.
func (r *Report) Write(w io.Writer) error {
	if err := r.check(); err != nil {
		return err
	}
	p, err := newPage(r)
	if err != nil {
		return err
	}
	t, err := templates.Clone()
	if err != nil {
		return err
	}
	t.Funcs(p.functions())
	var b bytes.Buffer
	for _, part := range []string{"body", "end"} { // the chapters first, which put their long tables aside for the one at the end
		if err := t.ExecuteTemplate(&b, part, p); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	p.Body = template.HTML(b.String())
	p.contents()
	b.Reset()
	if err := t.ExecuteTemplate(&b, "page.html.tmpl", p); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// later puts a table aside that is too long for its chapter.
func (p *page) later(t *table) bool {
	if !t.long() {
		return false
	}
	p.Tables = append(p.Tables, t)
	return true
}

// figureNumber counts the figures as they are written, so that they have numbers in the order of the page.
func (p *page) figureNumber() int {
	p.figureCount++
	return p.figureCount
}

func (p *page) functions() template.FuncMap {
	return template.FuncMap{
		"say":          p.say,
		"later":        p.later,
		"figureNumber": p.figureNumber,
		"styles":       func() template.CSS { return template.CSS(styles) },
	}
}

// check returns everything that keeps the page from being made.
func (r *Report) check() error {
	var errs []error
	if !slices.Contains(lang.All, r.Lang) {
		errs = append(errs, fmt.Errorf("report: language %q is not one of %v", r.Lang, lang.All))
	}
	if r.Results == nil {
		errs = append(errs, errors.New("report: there are no results"))
	}
	if r.Catalogue == nil {
		errs = append(errs, errors.New("report: there is no catalogue"))
	} else if _, ok := r.Catalogue.Frame(r.Frame); r.Frame != "" && !ok {
		errs = append(errs, fmt.Errorf("report: frame %q is not in the catalogue", r.Frame))
	}
	if r.Study.Title.IsZero() {
		errs = append(errs, errors.New("report: the study has no title"))
	}
	for _, f := range r.Figures {
		if f.Lang != r.Lang {
			errs = append(errs, fmt.Errorf("report: figure %q is in language %q, the page in %q", f.ID, f.Lang, r.Lang))
		}
	}
	if err := charts.Distinct(r.Figures); err != nil {
		errs = append(errs, fmt.Errorf("report: %w", err))
	}
	return errors.Join(errs...)
}
