package xlsx

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/xuri/excelize/v2"

	"github.com/jamlik/jamlik/ingest"
)

// Widths of columns, in characters.
const (
	narrowest = 9
	widest    = 50
	forFilter = 3 // the button beside a name
)

// layoutRows is how many rows of the first record decide widths and which whole numbers are years.
const layoutRows = 1000

// start begins the table: widths and formats from the first rows, then the header.
func (w *Writer) start(rec arrow.Record, values []func(int) any) (err error) {
	// How far the table goes is not known yet. Readers that trust the sheet's word for it would stop there.
	if err := w.file.SetSheetDimension(w.options.Sheet, ""); err != nil {
		return err
	}
	if w.stream, err = w.file.NewStreamWriter(w.options.Sheet); err != nil {
		return err
	}
	if err := w.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomLeft"}}}); err != nil {
		return err
	}
	header := make([]any, len(w.styles))
	bold, err := w.file.NewStyle(headerStyle)
	if err != nil {
		return err
	}
	for c, f := range w.schema.Fields() {
		width, years := utf8.RuneCountInString(f.Name)+forFilter, true
		n := 0
		if rec != nil {
			n = min(int(rec.NumRows()), layoutRows)
		}
		for i := range n {
			if rec.Column(c).IsNull(i) {
				continue
			}
			v := values[c](i)
			if k, ok := v.(int64); ok && (k < 1700 || k > 2200) {
				years = false
			}
			width = max(width, widthOf(v))
		}
		if err := w.stream.SetColWidth(c+1, c+1, float64(min(max(width+1, narrowest), widest))); err != nil {
			return err
		}
		if w.styles[c], err = w.style(f, years); err != nil {
			return err
		}
		header[c] = excelize.Cell{StyleID: bold, Value: cellText(f.Name)}
	}
	return w.addRow(header)
}

var headerStyle = &excelize.Style{
	Font:      &excelize.Font{Bold: true},
	Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8E8E8"}},
	Border:    []excelize.Border{{Type: "bottom", Style: 1, Color: "808080"}},
	Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
}

// widthOf returns about how many characters a value takes.
func widthOf(v any) int {
	switch v := v.(type) {
	case string:
		line, _, _ := strings.Cut(v, "\n")
		return utf8.RuneCountInString(line)
	case int64:
		digits := len(strconv.FormatInt(v, 10))
		return digits + digits/3
	case arrow.Date32:
		return len("2006-01-02")
	case float64:
		return min(len(strconv.FormatFloat(v, 'f', -1, 64)), 12) // the rest is rounded in sight
	}
	return 0
}

// style returns the style of a column's cells.
func (w *Writer) style(f arrow.Field, years bool) (int, error) {
	const thousands = "#,##0"
	code := ""
	decimals, given := f.Metadata.GetValue(ingest.MetadataDecimals)
	role, _ := f.Metadata.GetValue(ingest.MetadataRole)
	n, err := strconv.Atoi(decimals)
	given = given && err == nil && n >= 0 && n <= 15
	switch {
	case isText(f.Type):
		code = "@"
	case f.Type.ID() == arrow.DATE32:
		code = "yyyy-mm-dd"
	case f.Type.ID() == arrow.BOOL:
		return 0, nil
	case given && n > 0:
		code = thousands + "." + strings.Repeat("0", n)
	case given:
		code = thousands
	case arrow.IsFloating(f.Type.ID()):
		return 0, nil
	case years || role == ingest.RoleTime:
		code = "0"
	default:
		code = thousands
	}
	return w.file.NewStyle(&excelize.Style{CustomNumFmt: &code})
}

// writeAbout writes the sheet about the table, if there is anything to say.
func (w *Writer) writeAbout() error {
	entries := aboutEntries(w.schema)
	if len(entries) == 0 {
		return nil
	}
	name := aboutNames.sv
	if w.options.English {
		name = aboutNames.en
	}
	if name == w.options.Sheet {
		name += " 2"
	}
	if _, err := w.file.NewSheet(name); err != nil {
		return err
	}
	text := "@"
	plain, err := w.file.NewStyle(&excelize.Style{CustomNumFmt: &text, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	if err != nil {
		return err
	}
	bold, err := w.file.NewStyle(headerStyle)
	if err != nil {
		return err
	}
	put := func(line int, style int, cells ...string) error {
		for i, s := range cells {
			if err := checkText(s); err != nil {
				return err
			}
			if err := w.file.SetCellStr(name, cellName(i+1, line), s); err != nil {
				return err
			}
		}
		return w.file.SetCellStyle(name, cellName(1, line), cellName(len(cells), line), style)
	}
	var head []string
	for _, t := range aboutHeader {
		if w.options.English {
			head = append(head, t.en)
		} else {
			head = append(head, t.sv)
		}
	}
	if err := put(1, bold, head...); err != nil {
		return err
	}
	for i, e := range entries {
		if err := put(i+2, plain, e.column, word(e.key, w.options.English), e.value); err != nil {
			return err
		}
	}
	if err := w.file.SetSheetDimension(name, "A1:"+cellName(len(head), len(entries)+1)); err != nil {
		return err
	}
	for i, width := range []float64{24, 20, 90} {
		if err := w.file.SetColWidth(name, columnName(i+1), columnName(i+1), width); err != nil {
			return err
		}
	}
	return w.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}
