package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// Limits of a workbook's parts, in bytes unpacked. Declared sizes are checked before anything is unpacked, and what comes out is checked
// against them.
const (
	smallPart = 16 << 20  // the list of sheets, styles, relationships
	textsPart = 512 << 20 // shared texts, which are kept in memory
	sheetPart = 8 << 30   // a sheet, which streams
	keptPart  = 64 << 20  // a sheet of up to this is unpacked once and read from memory
	manyParts = 1 << 16
)

// archive is the zip file that a workbook is.
type archive struct {
	parts map[string]*zip.File // by path in small letters, which is how spreadsheet programs compare them
}

// openArchive reads the list of parts.
func openArchive(in ingest.Input) (*archive, error) {
	z, err := zip.NewReader(in.Data, in.Size)
	switch {
	case errors.Is(err, zip.ErrFormat):
		return nil, trouble{what: "the zip archive that a workbook is cannot be opened: it is cut off or damaged", remedy: refetch}
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return nil, trouble{what: fmt.Sprintf("the zip archive that a workbook is cannot be opened: %v", err), remedy: refetch}
	case len(z.File) > manyParts:
		return nil, trouble{what: fmt.Sprintf("%d parts in the workbook, more than %d", len(z.File), manyParts), remedy: harmful}
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/"))
		if _, ok := a.parts[name]; ok {
			return nil, trouble{what: fmt.Sprintf("the part %q comes twice", f.Name), remedy: harmful}
		}
		a.parts[name] = f
	}
	return a, nil
}

// has tells whether there is a part.
func (a *archive) has(name string) bool {
	_, ok := a.parts[strings.ToLower(name)]
	return ok
}

// part is one part of a workbook.
type part struct {
	name string
	file *zip.File
	kept []byte // unpacked; nil where it is unpacked anew for each reading
}

// part returns a part of at most a size.
func (a *archive) part(name string, most uint64) (*part, error) {
	f, ok := a.parts[strings.ToLower(name)]
	switch {
	case !ok:
		return nil, trouble{what: fmt.Sprintf("the workbook lacks its part %q", name), remedy: refetch}
	case f.Flags&1 != 0:
		return nil, trouble{what: fmt.Sprintf("the part %q is encrypted", name), remedy: "open the file with its password and save it without"}
	case f.UncompressedSize64 > most:
		return nil, trouble{what: fmt.Sprintf("the part %q unpacks to %d MB, more than %d", name, f.UncompressedSize64>>20, most>>20), remedy: harmful}
	}
	return &part{name: name, file: f}, nil
}

// open returns the bytes of a part from the first.
func (p *part) open() (io.ReadCloser, error) {
	if p.kept != nil {
		return io.NopCloser(bytes.NewReader(p.kept)), nil
	}
	r, err := p.file.Open()
	if err != nil {
		return nil, p.trouble(err)
	}
	return r, nil
}

// keep unpacks the part if it is small enough to be read from memory more than once.
func (p *part) keep() error {
	if p.file.UncompressedSize64 > keptPart {
		return nil
	}
	r, err := p.open()
	if err != nil {
		return err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		return p.trouble(err)
	}
	p.kept = b
	return nil
}

// trouble returns an error of reading the part as one that says which part.
func (p *part) trouble(err error) error {
	var t trouble
	var done indicators.Problem
	switch {
	case errors.As(err, &t), errors.As(err, &done):
		return err
	case errors.Is(err, zip.ErrChecksum):
		return trouble{what: fmt.Sprintf("the part %q is damaged: its checksum is wrong", p.name), remedy: refetch}
	case errors.Is(err, zip.ErrAlgorithm):
		return trouble{what: fmt.Sprintf("the part %q is compressed in a way that workbooks are not", p.name), remedy: "open the file in a spreadsheet program and save it as .xlsx"}
	case errors.Is(err, zip.ErrFormat), errors.Is(err, io.ErrUnexpectedEOF):
		return trouble{what: fmt.Sprintf("the part %q is damaged or cut off", p.name), remedy: refetch}
	}
	return trouble{what: fmt.Sprintf("the part %q %v", p.name, err), remedy: refetch}
}

// walk calls f with the markup of a part whose root element has a name.
func (p *part) walk(root string, f func(m *markup) error) error {
	r, err := p.open()
	if err != nil {
		return err
	}
	defer r.Close()
	m, err := newMarkup(r, p.file.UncompressedSize64)
	if err == nil {
		err = atRoot(m, root)
	}
	if err == nil {
		err = f(m)
	}
	if err != nil {
		return p.trouble(err)
	}
	return nil
}

// atRoot reads the start tag of the root element.
func atRoot(m *markup, root string) error {
	t, err := m.next()
	if err != nil {
		return err
	}
	if t != startTag || string(m.name) != root {
		return fmt.Errorf("begins with <%.40s>, not with <%s>", m.name, root)
	}
	return nil
}

// resolve returns the path of a part that a relationship names from the folder of the part that names it. It stays within the archive.
func resolve(folder, target string) string {
	target = strings.ReplaceAll(target, "\\", "/")
	if !strings.HasPrefix(target, "/") {
		target = "/" + folder + "/" + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}
