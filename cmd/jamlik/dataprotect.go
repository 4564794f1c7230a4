package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis/suppress"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
)

// protectFlags are the flags of `data protect`.
type protectFlags struct {
	file                      fileFlags
	decimal, value, of        string
	dimensions, totals        []string
	within, largest           []string
	threshold, base, maxShare float64
	dominance                 []float64
	p, protection             float64
	each                      bool
}

func (p *program) protectCommand() *cobra.Command {
	var f protectFlags
	cmd := &cobra.Command{
		Use:   "protect IN OUT",
		Short: "Withhold small numbers of a table, and others so that they cannot be worked out from totals",
		Long: `Withhold the numbers of a table that tell of too few, and as many others as keep those from being worked out. OUT has the same rows: numbers
that are withheld are empty, and the column protection says why. The ending of OUT says how it is written: .csv, .parquet, .arrow, .xlsx.

Each row is a cell: the number of --value for a combination of the columns of --dimension. --total says which value of a dimension is all of
it, such as sex=total. --within names a file of two columns, part and whole, that say which values of a dimension lie in which, such
as area=places.csv; a value that the file does not have lies in the total.

A count is withheld below --threshold, and where --of names the column of all persons it is of, also where fewer than that are not counted,
where there are fewer than --min-denominator in all, and where more than --max-share per cent are counted. A sum of contributions, such as wages
by district, is withheld by --dominance n,k, where its n largest make up more than k per cent, and by --p-percent, where the second largest
contributor could tell the largest so closely; --largest names the columns of the largest contributions, the largest first. They are left
out of OUT. An empty cell is taken as withheld already, and is protected too.

Others are chosen so that the least is lost: the sum of the withheld numbers, or with --fewest their number. What a reader can tell of a
withheld number by all sums of the table is an interval at least as wide as --protection, which is the threshold where it is left out.
The choice is the best one in tables of ordinary size, and otherwise said to be so many per cent from it.`,
		Example: "  jamlik data protect counts.csv safe.csv --value persons --dimension area,sex --total area=9900,sex=total --threshold 5",
		Args:    positional(2, 2, "a file to read and a file to write"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.protect(args[0], args[1], f) },
	}
	f.file.register(cmd)
	fl := cmd.Flags()
	fl.StringVar(&f.decimal, "decimal", ".", "decimal mark of numbers: . or ,")
	fl.StringVar(&f.value, "value", "", "column of the numbers to protect")
	fl.StringVar(&f.of, "of", "", "column of the persons that each count is of")
	fl.StringSliceVar(&f.dimensions, "dimension", nil, "columns that tell the cells apart")
	fl.StringSliceVar(&f.totals, "total", nil, "which value of a dimension is its total: column=value")
	fl.StringSliceVar(&f.within, "within", nil, "a file that says which values of a dimension lie in which: column=file")
	fl.Float64Var(&f.threshold, "threshold", 0, "withhold counts above 0 and below this")
	fl.Float64Var(&f.base, "min-denominator", 0, "withhold counts of fewer persons than this")
	fl.Float64Var(&f.maxShare, "max-share", 0, "withhold counts that are more than so many per cent of all")
	fl.Float64SliceVar(&f.dominance, "dominance", nil, "withhold sums whose n largest contributions are more than k per cent: n,k")
	fl.Float64Var(&f.p, "p-percent", 0, "withhold sums whose largest contribution can be told within so many per cent")
	fl.StringSliceVar(&f.largest, "largest", nil, "columns of the largest contributions to each sum, the largest first")
	fl.Float64Var(&f.protection, "protection", 0, "how wide the interval of a withheld number must be at least")
	fl.BoolVar(&f.each, "fewest", false, "lose as few numbers as possible, whatever their size")
	return cmd
}

// rules returns the rules that the flags ask for.
func (f protectFlags) rules() (suppress.Rules, error) {
	r := suppress.Rules{MinCount: f.threshold, MinDenominator: f.base, MaxShare: f.maxShare, PPercent: f.p}
	for _, x := range []struct {
		name  string
		value float64
	}{{"threshold", f.threshold}, {"min-denominator", f.base}, {"p-percent", f.p}, {"protection", f.protection}} {
		if !(x.value >= 0) {
			return r, usagef("--%s is %v: want 0 or more", x.name, x.value)
		}
	}
	switch {
	case len(f.decimal) != 1 || !strings.Contains(".,", f.decimal):
		return r, usagef("--decimal is %q: want . or ,", f.decimal)
	case f.value == "" || len(f.dimensions) == 0:
		return r, usagef("--value and --dimension are required: the column of the numbers, and those that tell the cells apart")
	case !(f.maxShare >= 0 && f.maxShare < 100):
		return r, usagef("--max-share is %v: want a percentage from 0 to below 100", f.maxShare)
	case f.of == "" && (f.base > 0 || f.maxShare > 0):
		return r, usagef("--min-denominator and --max-share are about the persons that counts are of: name their column with --of")
	case len(f.dominance) > 0 && (len(f.dominance) != 2 || f.dominance[0] < 1 || f.dominance[0] != float64(int(f.dominance[0])) || !(f.dominance[1] > 0 && f.dominance[1] < 100)):
		return r, usagef("--dominance wants n,k: how many contributions, and the percentage that they may make up")
	case len(f.dominance) > 0:
		r.Dominance = suppress.Dominance{N: int(f.dominance[0]), K: f.dominance[1]}
	}
	asked := max(r.Dominance.N, 2)
	if by := len(f.dominance) > 0 || f.p > 0; by && len(f.largest) < asked && (f.p > 0 || len(f.largest) < r.Dominance.N) || !by && len(f.largest) > 0 {
		return r, usagef("--largest goes with --dominance and --p-percent, and names as many columns as they ask for: two for --p-percent")
	}
	if f.threshold == 0 && f.base == 0 && f.maxShare == 0 && len(f.dominance) == 0 && f.p == 0 {
		return r, usagef("nothing says what is too small: want --threshold, --dominance or --p-percent")
	}
	return r, nil
}

func (p *program) protect(in, out string, f protectFlags) error {
	rules, err := f.rules()
	if err != nil {
		return err
	}
	ext := strings.ToLower(filepath.Ext(out))
	format, ok := outputs[ext]
	if !ok || strings.HasPrefix(ext, ".json") {
		return usagef("%s: cannot write %q; want a file name that ends in .csv, .parquet, .arrow or .xlsx", out, ext)
	}
	r, err := open(in, f.file, false)
	if err != nil {
		return err
	}
	numbers := append([]string{f.value}, f.largest...)
	if f.of != "" {
		numbers = append(numbers, f.of)
	}
	fr, err := readFrame(r, in, f.dimensions, numbers, rune(f.decimal[0]))
	p.warn(r.Warnings()...)
	if err = errors.Join(err, r.Close()); err != nil {
		return err
	}
	c, err := p.cellsOf(fr, f, rules)
	if err != nil {
		return err
	}
	res, err := suppress.Protect(c.table, suppress.Options{})
	if err != nil {
		return fmt.Errorf("%s: %w", in, err)
	}
	if err := p.strictError(); err != nil {
		return err
	}
	err = writeWhole(out, func(w io.Writer) error { return writeProtected(w, in, f, format, c.why(res)) })
	if err != nil {
		return err
	}
	primary, others := count(res.Primary), count(res.Withheld)-count(res.Primary)
	choice := "the best choice"
	if !res.Optimal {
		choice = fmt.Sprintf("at most %.0f%% more than the best choice", 100*(res.Cost-res.Bound)/max(res.Bound, 1e-9))
	}
	fmt.Fprintf(p.stdout, "%s: %s, %d withheld as too small, %d to protect them (%s)\n", out, lang.Count(len(res.Withheld), "number"), primary, others, choice)
	if n := len(res.Short); n > 0 {
		fmt.Fprintf(p.stdout, "%s cannot have so wide an interval: what is known beforehand leaves no more\n", lang.Count(n, "number"))
	}
	return nil
}

// writeProtected writes the rows of a file again, without the numbers that are withheld, and with why.
func writeProtected(w io.Writer, in string, f protectFlags, format newWriter, why []suppress.Rule) error {
	r, err := open(in, f.file, false)
	if err != nil {
		return err
	}
	defer r.Close()
	schema := r.Schema()
	var fields []arrow.Field
	var kept []int
	for i, field := range schema.Fields() {
		if !slices.Contains(f.largest, field.Name) {
			fields, kept = append(fields, field), append(kept, i)
		}
	}
	fields = append(fields, arrow.Field{Name: "protection", Type: arrow.BinaryTypes.String})
	shown := arrow.NewSchema(fields, nil)
	to, err := format(w, shown, outputOptions{english: f.file.language == "en"})
	if err != nil {
		return err
	}
	row := 0
	err = eachBatch(r, func(b ingest.Batch) error {
		n := int(b.Record.NumRows())
		reasons := why[row : row+n]
		row += n
		var cols []arrow.Array
		for _, i := range kept {
			col := b.Record.Column(i)
			if name := schema.Field(i).Name; name == f.value || name == f.of {
				col = withoutWithheld(col, reasons)
			}
			cols = append(cols, col)
		}
		text := array.NewStringBuilder(memory.DefaultAllocator)
		for _, reason := range reasons {
			text.Append(string(reason))
		}
		return to.Write(array.NewRecord(shown, append(cols, text.NewArray()), int64(n)))
	})
	return errors.Join(err, to.Close())
}

// withoutWithheld returns a copy of a column in which the cells of rows with a reason are null.
func withoutWithheld(col arrow.Array, why []suppress.Rule) arrow.Array {
	b := array.NewBuilder(memory.DefaultAllocator, col.DataType())
	for i, reason := range why {
		if reason != suppress.NoRule || col.IsNull(i) {
			b.AppendNull()
		} else if err := b.AppendValueFromString(col.ValueStr(i)); err != nil {
			b.AppendNull()
		}
	}
	return b.NewArray()
}
