package word

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strings"

	"github.com/gomutex/godocx/wml/ctypes"
	"gonum.org/v1/plot/vg"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The page is A4 with margins that leave figures the width they are made for. A picture that is too high for a page with its caption is made
// smaller.
const (
	head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body>`
	foot = `<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1077" w:right="1446" w:bottom="1077" w:left="1446" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`

	pageWidth  = 159 * vg.Millimeter
	mostHeight = 228 * vg.Millimeter // of a picture: the page without caption and source
)

// body is the document part.
func (d *Document) body() ([]byte, error) {
	c := content{lang: d.Lang}
	c.paragraph("Title", d.Title)
	if d.Subtitle != "" {
		c.paragraph("Subtitle", d.Subtitle)
	}
	if d.Notice != "" {
		c.paragraph("Notice", d.Notice)
	}
	for _, fact := range [][2]string{{wDate.In(d.Lang), d.Date}, {wContact.In(d.Lang), d.Contact}} {
		if fact[1] != "" {
			c.paragraph("Normal", fact[0]+": "+fact[1])
		}
	}
	if len(d.Summary) > 0 {
		c.paragraph("Heading1", wSummary.In(d.Lang))
		for i, s := range d.Summary {
			if i == 0 {
				c.paragraph("Normal", s)
				continue
			}
			c.paragraph("ListBullet", s)
		}
	}
	if len(d.Pictures) > 0 {
		c.paragraph("Heading1", wFigures.In(d.Lang))
	}
	chart := ""
	for i, p := range d.Pictures {
		if p.Figure.Chart != chart {
			chart = p.Figure.Chart
			c.paragraph("Heading2", kindName(chart, d))
		}
		if err := c.picture(i+1, p); err != nil {
			return nil, err
		}
	}
	c.paragraph("Normal", "") // word processors want one after a table
	var b bytes.Buffer
	b.WriteString(head)
	e := xml.NewEncoder(&b)
	for _, block := range c.blocks {
		if err := e.Encode(block); err != nil {
			return nil, fmt.Errorf("document: %w", err)
		}
	}
	if err := e.Flush(); err != nil {
		return nil, err
	}
	b.WriteString(foot)
	return b.Bytes(), nil
}

// kindName is what readers call a kind of chart, as a heading.
func kindName(chart string, d *Document) string {
	name := chart
	for _, k := range charts.Kinds {
		if k.ID == chart {
			name = k.Name.In(d.Lang)
		}
	}
	r := []rune(name)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// content is what has been put into the document, in order: paragraphs and tables.
type content struct {
	lang   lang.Lang
	blocks []any
	tables int
}

// paragraph adds a paragraph of a style.
func (c *content) paragraph(style, text string) {
	p := styled(style)
	p.AddText(text)
	c.blocks = append(c.blocks, p)
}

func styled(style string) *ctypes.Paragraph {
	return &ctypes.Paragraph{Property: &ctypes.ParagraphProp{Style: ctypes.NewCTString(style)}}
}

// markup is a paragraph with what is in it already written.
type markup struct {
	XMLName struct{} `xml:"w:p"`
	Inner   string   `xml:",innerxml"`
}

func (c *content) markup(template string, data any) error {
	var b strings.Builder
	if err := partTemplates.ExecuteTemplate(&b, template, data); err != nil {
		return err
	}
	c.blocks = append(c.blocks, markup{Inner: strings.TrimSpace(b.String())})
	return nil
}

// caption is a line with a number that word processors count on from: they can list and refer to figures and tables.
type caption struct {
	Word   string
	Number int
	Again  bool // the number of the caption before
	Text   string
}

// picture adds a figure: caption, drawing, source and data.
func (c *content) picture(number int, p Picture) error {
	f := p.Figure
	if err := c.markup("caption.xml", caption{Word: wFigure.In(c.lang), Number: number, Text: f.Title}); err != nil {
		return err
	}
	c.paragraph("CaptionDetail", f.Subtitle)
	if err := c.markup("picture.xml", p.drawing(number)); err != nil {
		return err
	}
	c.paragraph("Source", f.Source+" "+f.Method)
	return c.table(f)
}

// drawing is where a picture lies and how large it is, in the units of the format.
type drawing struct {
	Number        int
	Name, Alt     string
	Width, Height int // 914400 to an inch
	Above, Below  int // what is cut off of the file, in thousandths of a per cent of its height
}

func (p Picture) drawing(number int) drawing {
	d := drawing{Number: number, Name: fmt.Sprintf("%s %d", wFigure.In(p.Figure.Lang), number), Alt: p.Figure.Alt}
	width, height := p.Figure.Size(p.Mode)
	if p.Mode == charts.Titled {
		above, below := p.Figure.Around()
		d.Above, d.Below = int(math.Round(above*1e5)), int(math.Round(below*1e5))
		height *= vg.Length(1 - above - below)
	}
	if scale := min(pageWidth/width, mostHeight/height); scale < 1 {
		width, height = width*scale, height*scale
	}
	units := func(l vg.Length) int { return int(math.Round(float64(l / vg.Inch * 914400))) }
	d.Width, d.Height = units(width), units(height)
	return d
}
