package xlsx

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators/lang"
)

// sheet is one sheet of a workbook as its list has it.
type sheet struct {
	name   string
	hidden bool
	part   string // "" where it is no table of cells, as a sheet with nothing but a chart
	number int    // from 1, as the tabs are
}

// workbook is what a workbook says of itself.
type workbook struct {
	archive *archive
	sheets  []sheet
	epoch   epoch
	// uncalculated: the program that wrote the file left it to the one that opens it to calculate formulas.
	uncalculated bool
	texts        string // the part of shared texts; "" where there is none
	styles       string
	title        string
}

// relation is where a relationship points.
type relation struct{ kind, target string }

// readWorkbook finds the sheets of a workbook.
func readWorkbook(a *archive) (*workbook, error) {
	w := &workbook{archive: a}
	main := "xl/workbook.xml"
	if a.has("_rels/.rels") {
		roots, err := a.relations("", "_rels/.rels")
		if err != nil {
			return nil, err
		}
		for _, r := range sortedRelations(roots) {
			switch {
			case r.kind == "officeDocument" && r.target != "":
				main = r.target
			case r.kind == "core-properties" && a.has(r.target):
				if err := w.readTitle(r.target); err != nil {
					return nil, err
				}
			}
		}
	}
	if !a.has(main) {
		return nil, notWorkbook(a, main)
	}
	folder := path.Dir(main)
	rels := path.Join(folder, "_rels", path.Base(main)+".rels")
	targets, err := a.relations(folder, rels)
	if err != nil {
		return nil, err
	}
	for _, r := range sortedRelations(targets) {
		switch {
		case r.kind == "sharedStrings":
			w.texts = r.target
		case r.kind == "styles": // without them days would be numbers
			w.styles = r.target
		}
	}
	p, err := a.part(main, smallPart)
	if err != nil {
		return nil, err
	}
	if err := p.walk("workbook", func(m *markup) error { return w.readSheets(m, targets) }); err != nil {
		return nil, err
	}
	if len(w.sheets) == 0 {
		return nil, trouble{what: "the workbook has no sheets", remedy: refetch}
	}
	return w, nil
}

// notWorkbook says what an archive without a workbook seems to be.
func notWorkbook(a *archive, main string) error {
	for _, k := range []struct{ part, what, remedy string }{
		{"content.xml", "this is an OpenDocument file (.ods), not an Excel workbook", "open it and save it as .xlsx or .csv"},
		{"word/document.xml", "this is a Word document, not a workbook", "save its table in a workbook or as .csv"},
		{"ppt/presentation.xml", "this is a presentation, not a workbook", "save its table in a workbook or as .csv"},
		{"xl/workbook.bin", "this is a binary workbook (.xlsb), which is not read", "open it in Excel and save it as .xlsx"},
	} {
		if a.has(k.part) {
			return trouble{what: k.what, remedy: k.remedy}
		}
	}
	if len(a.parts) > 0 && !a.has("[content_types].xml") && !strings.HasPrefix(main, "xl/") {
		return trouble{what: fmt.Sprintf("the workbook lacks its part %q", main), remedy: refetch}
	}
	return trouble{what: "this is a zip archive without a workbook in it", remedy: "unpack it and name the file within"}
}

// relations reads what a part is related to, by id. Targets outside the archive are left out.
func (a *archive) relations(folder, name string) (map[string]relation, error) {
	p, err := a.part(name, smallPart)
	if err != nil {
		return nil, err
	}
	out := map[string]relation{}
	err = p.walk("Relationships", func(m *markup) error {
		for {
			t, err := m.next()
			if err != nil || t == endOfPart {
				return err
			}
			if t != startTag || string(m.name) != "Relationship" || m.attr("TargetMode") == "External" {
				continue
			}
			id := m.attr("Id")
			if _, ok := out[id]; ok {
				return fmt.Errorf("has two relationships with the id %q", id)
			}
			out[id] = relation{kind: path.Base(m.attr("Type")), target: resolve(folder, m.attr("Target"))}
		}
	})
	return out, err
}

// sortedRelations returns relationships in an order that does not change from run to run.
func sortedRelations(rs map[string]relation) []relation {
	var out []relation
	for _, r := range rs {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b relation) int { return strings.Compare(a.kind+"\x00"+a.target, b.kind+"\x00"+b.target) })
	return out
}

// readSheets reads the list of sheets.
func (w *workbook) readSheets(m *markup, targets map[string]relation) error {
	for {
		t, err := m.next()
		if err != nil || t == endOfPart {
			return err
		}
		if t != startTag {
			continue
		}
		switch string(m.name) {
		case "workbookPr":
			w.epoch.of1904 = truth([]byte(m.attr("date1904")))
		case "calcPr":
			w.uncalculated = truth([]byte(m.attr("fullCalcOnLoad")))
		case "sheet":
			s := sheet{name: m.attr("name"), hidden: m.attr("state") != "" && m.attr("state") != "visible", number: len(w.sheets) + 1}
			r, ok := targets[m.relationID()]
			if !ok {
				return trouble{what: fmt.Sprintf("the workbook does not say where its sheet %q is", s.name), remedy: refetch}
			}
			if r.kind == "worksheet" {
				s.part = r.target
			}
			w.sheets = append(w.sheets, s)
		}
	}
}

// relationID returns the attribute r:id, which has a namespace where the sheet's own id has none.
func (m *markup) relationID() string {
	for raw := m.attrs; ; {
		name, value, rest, ok := attribute(raw)
		if !ok {
			return ""
		}
		if string(name) == "id" {
			return string(value)
		}
		raw = rest
	}
}

// readTitle reads the title from the properties of the document.
func (w *workbook) readTitle(name string) error {
	p, err := w.archive.part(name, smallPart)
	if err != nil {
		return err
	}
	return p.walk("coreProperties", func(m *markup) error {
		for {
			t, err := m.next()
			if err != nil || t == endOfPart {
				return err
			}
			if t == startTag && string(m.name) == "title" {
				text, err := m.textOf(nil)
				if err != nil {
					return err
				}
				w.title = strings.TrimSpace(string(text))
			}
		}
	})
}

// textOf appends the text within the element whose start tag was given last, and passes over it.
func (m *markup) textOf(b []byte) ([]byte, error) {
	for depth := len(m.opened); ; {
		t, err := m.next()
		if err != nil {
			return nil, err
		}
		switch {
		case t == characters:
			if b, err = appendText(b, m.text, m.plain); err != nil {
				return nil, err
			}
		case t == endTag && len(m.opened) < depth:
			return b, nil
		}
	}
}

// tables are the sheets that hold cells.
func (w *workbook) tables() []sheet {
	return slices.DeleteFunc(slices.Clone(w.sheets), func(s sheet) bool { return s.part == "" })
}

// named returns the sheet that a study or flag names, by its name or its number.
func (w *workbook) named(name string) (sheet, error) {
	var names []string
	for _, s := range w.sheets {
		names = append(names, s.name)
	}
	i := slices.Index(names, name)
	if n, err := strconv.Atoi(name); i < 0 && err == nil && n >= 1 && n <= len(names) {
		i = n - 1
	}
	switch {
	case i >= 0 && w.sheets[i].part == "":
		return sheet{}, trouble{what: fmt.Sprintf("the sheet %q holds no cells, only a chart or a dialogue", names[i]), remedy: "set sheet to " + listed(w.tables())}
	case i >= 0:
		return w.sheets[i], nil
	}
	t := trouble{what: fmt.Sprintf("there is no sheet %q", name), remedy: "set sheet to " + listed(w.tables())}
	if near, ok := lang.Nearest(name, names); ok {
		t.remedy = fmt.Sprintf("did you mean %q?", near)
	}
	return sheet{}, t
}

// listed names sheets, the first ones of many.
func listed(sheets []sheet) string {
	const most = 10
	var names []string
	for i, s := range sheets {
		if i == most {
			names = append(names, fmt.Sprintf("… (%d in all)", len(sheets)))
			break
		}
		names = append(names, strconv.Quote(s.name))
	}
	return strings.Join(names, ", ")
}
