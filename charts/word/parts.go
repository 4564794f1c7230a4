package word

import (
	"bytes"
	"embed"
	"encoding/xml"
	"strings"
	"text/template"
	"time"
)

// The parts that are the same in every document but for language and title, and the markup of what the library cannot write.
//
//go:embed parts
var partFiles embed.FS

var partTemplates = template.Must(template.New("").Funcs(template.FuncMap{"xml": escape, "next": func(i int) int { return i + 1 }}).ParseFS(partFiles, "parts/*.xml"))

// partNames are the templates of the parts of the package, in the order that they are written in. The list of types comes first: readers that do
// not seek expect that.
var partNames = []struct{ template, name string }{
	{"types.xml", "[Content_Types].xml"},
	{"package-relations.xml", "_rels/.rels"},
	{"core.xml", "docProps/core.xml"},
	{"relations.xml", "word/_rels/document.xml.rels"},
	{"styles.xml", "word/styles.xml"},
	{"numbering.xml", "word/numbering.xml"},
	{"settings.xml", "word/settings.xml"},
	{"footer.xml", "word/footer1.xml"},
}

func (d *Document) parts() ([]part, error) {
	data := struct {
		*Document
		Tag      string
		Created  string // as core properties have it; "" where the study has no date
		Pictures []string
	}{Document: d, Tag: tags[d.Lang]}
	if _, err := time.Parse(time.DateOnly, d.Date); err == nil {
		data.Created = d.Date + "T00:00:00Z"
	}
	for i := range d.Pictures {
		data.Pictures = append(data.Pictures, pictureName(i))
	}
	var out []part
	for _, p := range partNames {
		var b bytes.Buffer
		if err := partTemplates.ExecuteTemplate(&b, p.template, data); err != nil {
			return nil, err
		}
		out = append(out, part{p.name, b.Bytes()})
	}
	return out, nil
}

// escape makes a text safe in XML. Characters that XML cannot hold are replaced.
func escape(s string) (string, error) {
	var b strings.Builder
	err := xml.EscapeText(&b, []byte(s))
	return b.String(), err
}
