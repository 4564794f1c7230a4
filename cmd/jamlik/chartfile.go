package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/jamlik/jamlik/charts"
)

// chartFormats are the formats of files that a figure is written in.
var chartFormats = append(formatIDs(), "csv")

// target is where figures are written: a directory, one file, or standard output.
type target struct {
	dir, file string // at most one of them; neither means standard output
	formats   []string
	mode      charts.Mode
}

// target reads -o, --formats and --mode.
func (f chartFlags) target() (target, error) {
	t := target{formats: f.formats, mode: charts.Titled}
	if f.mode == "bare" {
		t.mode = charts.Bare
	}
	var errs []error
	for _, format := range f.formats {
		errs = append(errs, oneOf("formats", format, chartFormats...))
	}
	info, statErr := os.Stat(f.out)
	ext := strings.TrimPrefix(strings.ToLower(filepath.Ext(f.out)), ".")
	switch {
	case f.out == "":
		errs = append(errs, usagef("-o is empty: want a file, a directory with / at the end, or -"))
	case f.out == "-":
		if len(f.formats) == 0 {
			t.formats = []string{"svg"}
		}
		if len(t.formats) > 1 {
			errs = append(errs, usagef("-o - takes one of --formats: one figure goes to standard output"))
		}
	case strings.HasSuffix(f.out, "/") || os.IsPathSeparator(f.out[len(f.out)-1]) || statErr == nil && info.IsDir():
		t.dir = f.out
		if len(f.formats) == 0 {
			t.formats = chartFormats
		}
	case slices.Contains(chartFormats, ext):
		t.file = f.out
		if len(f.formats) > 0 && !slices.Equal(f.formats, []string{ext}) {
			errs = append(errs, usagef("-o %s is one file of format %s, and --formats asks for %s", f.out, ext, strings.Join(f.formats, ", ")))
		}
		t.formats = []string{ext}
	default:
		errs = append(errs, usagef("-o is %q: want a file name that ends in .%s, a directory with / at the end, or -", f.out, strings.Join(chartFormats, ", .")))
	}
	return t, errors.Join(errs...)
}

// writeFigures writes figures where they are to go and prints the names of the files.
func (p *program) writeFigures(figures []*charts.Figure, t target) error {
	if t.dir == "" {
		if len(figures) > 1 {
			var stems []string
			for _, f := range figures {
				stems = append(stems, f.Stem())
			}
			return usagef("there are %d figures for one file: %s; choose one with --indicator, --group, --area or --lang, or write to a directory with -o DIR/",
				len(figures), listed(stems))
		}
		write := func(w io.Writer) error { return writeAs(figures[0], t.formats[0], t.mode, w) }
		if t.file == "" {
			return write(p.file)
		}
		if err := writeWhole(t.file, write); err != nil {
			return err
		}
		fmt.Fprintln(p.stdout, t.file)
		return nil
	}
	if err := os.MkdirAll(t.dir, 0o777); err != nil {
		return err
	}
	names := make([][]string, len(figures))
	errs := make([]error, len(figures))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, f := range figures {
		slots <- struct{}{}
		wg.Go(func() {
			names[i], errs[i] = t.write(f)
			<-slots
		})
	}
	wg.Wait()
	for _, list := range names {
		for _, name := range list {
			fmt.Fprintln(p.stdout, name)
		}
	}
	return errors.Join(errs...)
}

// write writes one figure in every format to the directory. A file that cannot be written does not keep the others from it.
func (t target) write(f *charts.Figure) (names []string, err error) {
	var errs []error
	for _, format := range t.formats {
		name := filepath.Join(t.dir, f.Stem()+"."+format)
		if err := writeWhole(name, func(w io.Writer) error { return writeAs(f, format, t.mode, w) }); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
			continue
		}
		names = append(names, name)
	}
	return names, errors.Join(errs...)
}

// writeAs writes a figure in a format.
func writeAs(f *charts.Figure, format string, m charts.Mode, w io.Writer) error {
	for _, known := range charts.Formats {
		if known.ID == format {
			return known.Files[0].Write(f, w, m)
		}
	}
	return f.WriteCSV(w)
}
