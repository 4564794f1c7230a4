package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/ingest"
)

// fileFlags say about a data file what it does not say itself.
type fileFlags struct {
	format, delimiter, encoding, footer, sheet, language string
	header                                               []string
	skip                                                 int
	columns                                              []string // that are read; none means all
}

func (f *fileFlags) register(cmd *cobra.Command) {
	f.registerLayout(cmd)
	cmd.Flags().StringVar(&f.language, "language", "", "of the labels, where a file has several, such as sv or en")
}

// registerLayout adds what says how a file is laid out.
func (f *fileFlags) registerLayout(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.format, "input-format", "", "format of the file; found out where empty")
	fl.StringVar(&f.delimiter, "delimiter", "", "of delimited text: one character or tab; found out where empty")
	fl.StringVar(&f.encoding, "encoding", "", "of delimited text: utf-8, windows-1252, iso-8859-1, utf-16; found out where empty")
	fl.StringSliceVar(&f.header, "header", nil, "of delimited text or a sheet: names of the columns, where the file has none or --skip leaves them out")
	fl.StringVar(&f.footer, "footer", "", "a line or row that starts with this ends the data")
	fl.StringVar(&f.sheet, "sheet", "", "name or number of a sheet, or data set, where a file holds several")
	fl.IntVar(&f.skip, "skip", -1, "lines or rows before the header; found out where -1")
}

func (f fileFlags) options() (ingest.Options, error) {
	o := ingest.Options{Encoding: f.encoding, Footer: f.footer, Sheet: f.sheet, Language: f.language, Skip: f.skip, Header: f.header, Columns: f.columns}
	switch {
	case f.delimiter == "tab":
		o.Delimiter = '\t'
	case utf8.RuneCountInString(f.delimiter) == 1:
		o.Delimiter, _ = utf8.DecodeRuneInString(f.delimiter)
	case f.delimiter != "":
		return o, usagef("--delimiter is %q: want one character or tab", f.delimiter)
	}
	return o, nil
}

// dataFile is an open file with the reader over it.
type dataFile struct {
	ingest.Reader
	file *os.File
}

// Close closes reader and file.
func (d dataFile) Close() error { return errors.Join(d.Reader.Close(), d.file.Close()) }

// open opens a data file in whatever format it is. With text, every column of delimited text stays text.
func open(path string, f fileFlags, text bool) (ingest.Reader, error) {
	o, err := f.options()
	if err != nil {
		return nil, err
	}
	o.Text = text
	if isSnapshot(path) {
		return openSnapshot(path, f.format, o)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, plainPathError(err)
	}
	r, err := openAs(f.format, file, o)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return dataFile{r, file}, nil
}

func openAs(id string, file *os.File, o ingest.Options) (ingest.Reader, error) {
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s: is a directory, neither a data file nor the folder of a snapshot", file.Name())
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: is a pipe or device, not a data file; save what it gives to a file first", file.Name())
	}
	format, err := formatOf(id, file)
	if err != nil {
		return nil, err
	}
	w, err := ingest.NewWatch(ingest.Input{Name: file.Name(), Data: file, Size: info.Size()})
	if err != nil {
		return nil, err
	}
	return w.Open(format, o)
}

func formatOf(id string, file *os.File) (ingest.Format, error) {
	all := isolatedFormats()
	if id != "" {
		f, err := all.ByID(id)
		if err != nil {
			return f, usageError{err}
		}
		return f, nil
	}
	head := make([]byte, 4096)
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return ingest.Format{}, err
	}
	return all.Detect(file.Name(), head[:n])
}

// plainPathError says "no such file" in words that lead on.
func plainPathError(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: no such file; check the path", pe.Path)
	}
	return err
}
