package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/jsonstat"
	"github.com/jamlik/jamlik/ingest/xlsx"
)

func (p *program) dataCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "data",
		Short:   "Look into data files, convert and protect them",
		Example: "  jamlik data inspect table.json\n  jamlik data convert big.csv big.parquet",
		Args:    subcommand,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.inspectCommand(), p.convertCommand(), p.protectCommand())
	return cmd
}

// eachBatch calls f with every batch of r, and reads the next meanwhile. Nothing is being read any more when it returns.
func eachBatch(r ingest.Reader, f func(ingest.Batch) error) error {
	type read struct {
		ingest.Batch
		err error
	}
	next := func() <-chan read {
		coming := make(chan read, 1)
		go func() {
			b, err := r.Next()
			coming <- read{b, err}
		}()
		return coming
	}
	for coming := next(); ; {
		got := <-coming
		if errors.Is(got.err, io.EOF) {
			return nil
		}
		if got.err != nil {
			return got.err
		}
		coming = next()
		if err := f(got.Batch); err != nil {
			<-coming
			return err
		}
	}
}

// recordWriter is a file format to convert to.
type recordWriter interface {
	Write(arrow.Record) error
	Close() error
}

// outputOptions say how a file is written, for the formats that they concern.
type outputOptions struct {
	excel      bool     // CSV for Excel with Swedish settings
	dimensions []string // of JSON-stat
	english    bool     // words of a workbook
	temp       string   // a directory for what does not fit into memory, made where it is needed; that of temporary files where empty
}

// newWriter makes the writer of a format.
type newWriter func(w io.Writer, s *arrow.Schema, o outputOptions) (recordWriter, error)

// outputs are the formats that results are written in, by file name extension.
var outputs = map[string]newWriter{
	".csv": func(w io.Writer, s *arrow.Schema, o outputOptions) (recordWriter, error) {
		return delimited.NewWriter(w, s, delimited.WriteOptions{ExcelSwedish: o.excel})
	},
	".parquet": func(w io.Writer, s *arrow.Schema, _ outputOptions) (recordWriter, error) {
		return columnar.NewParquetWriter(w, s)
	},
	".arrow": func(w io.Writer, s *arrow.Schema, _ outputOptions) (recordWriter, error) {
		return columnar.NewArrowWriter(w, s)
	},
	".xlsx": func(w io.Writer, s *arrow.Schema, o outputOptions) (recordWriter, error) {
		if o.temp != "" {
			if err := os.MkdirAll(o.temp, 0o700); err != nil {
				return nil, err
			}
		}
		return xlsx.NewWriter(w, s, xlsx.WriteOptions{English: o.english, Temp: o.temp})
	},
	".json":     newJSONStat,
	".jsonstat": newJSONStat,
}

func newJSONStat(w io.Writer, s *arrow.Schema, o outputOptions) (recordWriter, error) {
	return jsonstat.NewWriter(w, s, jsonstat.WriteOptions{Dimensions: o.dimensions})
}

// convertFlags are the flags of `data convert`.
type convertFlags struct {
	file      fileFlags
	text      bool
	output    outputOptions
	threshold float64
	protect   []string
}

func (p *program) convertCommand() *cobra.Command {
	var f convertFlags
	cmd := &cobra.Command{
		Use:   "convert IN OUT",
		Short: "Convert a data file; the ending of OUT says to what: .csv, .parquet, .arrow, .xlsx, .json",
		Long: `Convert a data file. Columns in which every cell is a number become numbers, codes with leading zeros and cells with markers such
as .. stay text. With --text every column of delimited text or a sheet stays text.

A workbook has the table in one sheet and in another, in Swedish or with --language en in English, what the file says of it.

A name that ends in .json or .jsonstat makes one JSON-stat dataset: a cube of cells whose place the columns of --dimension give. Where
none are named they are those that the file says are dimensions, else all columns that hold no numbers, and years. A cell that has no
row is null there, not zero.

With --excel a text that a spreadsheet would run as a formula, because it begins with =, + or @ or is no number and begins with -,
gets an apostrophe before it. Spreadsheets take the leading zero from codes in CSV; .xlsx keeps it.

With --threshold, numbers of the columns named by --protect that are above 0 and below it are left empty. Only these: totals in the
same file, and parts of them that stay, may tell what was withheld. jamlik data protect and a study protect against that.`,
		Example: "  jamlik data convert table.json table.csv\n  jamlik data convert big.csv big.parquet\n  jamlik data convert long.csv cube.json --dimension school,background\n  jamlik data convert people.csv safe.csv --threshold 5 --protect count",
		Args:    positional(2, 2, "a file to read and a file to write"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.convert(args[0], args[1], f)
		},
	}
	f.file.register(cmd)
	cmd.Flags().BoolVar(&f.text, "text", false, "keep every column of delimited text or a sheet as text")
	cmd.Flags().BoolVar(&f.output.excel, "excel", false, "write CSV as Excel with Swedish settings expects it: BOM, semicolon, decimal comma")
	cmd.Flags().Float64Var(&f.threshold, "threshold", 0, "withhold counts above 0 and below this")
	cmd.Flags().StringSliceVar(&f.output.dimensions, "dimension", nil, "columns that tell the cells of JSON-stat apart; found out where empty")
	cmd.Flags().StringSliceVar(&f.protect, "protect", nil, "columns of counts that --threshold protects")
	return cmd
}

func (p *program) convert(in, out string, f convertFlags) error {
	ext := strings.ToLower(filepath.Ext(out))
	format, ok := outputs[ext]
	if !ok {
		return usagef("%s: cannot write %q; want a file name that ends in .csv, .parquet, .arrow, .xlsx or .json", out, ext)
	}
	if len(f.output.dimensions) > 0 && ext != ".json" && ext != ".jsonstat" {
		return usagef("--dimension is about JSON-stat; want a file name that ends in .json")
	}
	if !(f.threshold >= 0) || (f.threshold > 0) != (len(f.protect) > 0) {
		return usagef("--threshold and --protect go together: how small, and which columns")
	}
	f.output.english = f.file.language == "en"
	r, err := open(in, f.file, f.text)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := checkProtected(r.Schema(), in, f.protect); err != nil {
		return err
	}
	f.output.temp = beside(out, "scratch")
	return writeWhole(out, func(buf io.Writer) error { return p.convertTo(buf, in, out, format, r, f) })
}

// convertTo writes what r reads from the file in.
func (p *program) convertTo(buf io.Writer, in, out string, format newWriter, r ingest.Reader, f convertFlags) error {
	named := func(err error) error { // what a format cannot hold is in the file that is read
		if err == nil || errors.As(err, new(*fs.PathError)) {
			return err
		}
		return fmt.Errorf("%s: %w", in, err)
	}
	w, err := format(buf, r.Schema(), f.output)
	if err != nil {
		return named(err)
	}
	written := false
	defer func() {
		if !written {
			_ = w.Close() // a workbook keeps a file of its own until then
		}
	}()
	withheld := make([]int, len(f.protect))
	err = eachBatch(r, func(b ingest.Batch) error { return named(w.Write(protectRecord(b.Record, f, withheld))) })
	if err != nil {
		return err
	}
	p.warn(r.Warnings()...)
	for k, name := range f.protect {
		if withheld[k] > 0 {
			p.warn(fmt.Errorf("%s: column %q: %s withheld; totals in the same file may tell what they were",
				out, name, lang.Count(withheld[k], "number")))
		}
	}
	if err = p.strictError(); err != nil {
		return err
	}
	written = true
	return named(w.Close())
}

func checkProtected(s *arrow.Schema, name string, cols []string) error {
	for _, c := range cols {
		ix := s.FieldIndices(c)
		if len(ix) != 1 {
			return usagef("%s has no column %q to protect; it has %s", name, c, strings.Join(fieldNames(s), ", "))
		}
		if t := s.Field(ix[0]).Type.ID(); t != arrow.FLOAT64 && t != arrow.INT64 {
			return usagef("%s: column %q to protect holds %s, not numbers", name, c, typeName(s.Field(ix[0]).Type))
		}
	}
	return nil
}

// protectRecord empties small counts and adds how many it emptied to withheld, by column.
func protectRecord(rec arrow.Record, f convertFlags, withheld []int) arrow.Record {
	if len(f.protect) == 0 {
		return rec
	}
	cols := slices.Clone(rec.Columns())
	for k, name := range f.protect {
		i := rec.Schema().FieldIndices(name)[0]
		n := cols[i].NullN()
		switch a := cols[i].(type) {
		case *array.Float64:
			cols[i] = withoutSmall(a.Float64Values(), a.IsNull, f.threshold, array.NewFloat64Builder(memory.DefaultAllocator))
		case *array.Int64:
			cols[i] = withoutSmall(a.Int64Values(), a.IsNull, f.threshold, array.NewInt64Builder(memory.DefaultAllocator))
		}
		withheld[k] += cols[i].NullN() - n
	}
	return array.NewRecord(rec.Schema(), cols, rec.NumRows())
}

// withoutSmall returns a copy of a column in which numbers from above 0 up to below threshold are null.
func withoutSmall[T int64 | float64](values []T, null func(int) bool, threshold float64, b interface {
	Append(T)
	AppendNull()
	NewArray() arrow.Array
}) arrow.Array {
	for i, v := range values {
		if null(i) || v > 0 && float64(v) < threshold {
			b.AppendNull()
		} else {
			b.Append(v)
		}
	}
	return b.NewArray()
}
