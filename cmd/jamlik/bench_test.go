package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// rows is the size of the table that BenchmarkConvert converts: go test ./cmd/jamlik -run '^$' -bench Convert -rows 10000000
var rows = flag.Int("rows", 1_000_000, "rows of the table that BenchmarkConvert converts")

// BenchmarkRunBoras is the whole main job: both languages and all figures in three formats.
func BenchmarkRunBoras(b *testing.B) {
	for b.Loop() {
		jamlik(b, "run", "-o", filepath.Join(b.TempDir(), "out"), "--quiet")
	}
}

// BenchmarkConvert converts a long table of five columns from CSV to Parquet and back.
func BenchmarkConvert(b *testing.B) {
	dir := b.TempDir()
	text, parquet, back := filepath.Join(dir, "big.csv"), filepath.Join(dir, "big.parquet"), filepath.Join(dir, "back.csv")
	writeBigCSV(b, text, *rows)
	convert := func(in, out string) func(b *testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				jamlik(b, "data", "convert", in, out)
			}
			b.ReportMetric(float64(*rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		}
	}
	jamlik(b, "data", "convert", text, parquet)
	b.Run("csv-parquet", convert(text, parquet))
	b.Run("parquet-csv", convert(parquet, back))
	if diff := differentFile(text, back); diff {
		b.Error("what came back is not what was converted")
	}
}

// writeBigCSV writes areas, years, groups, counts and shares that repeat as real tables do.
func writeBigCSV(b *testing.B, path string, rows int) {
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, "area,year,group,count,share")
	groups := []string{"foreign", "swedish"}
	for i := range rows {
		fmt.Fprintf(w, "%04dA%04d,%d,%s,%d,%d.%d\n", 114+i%290, i/2%6160, 2005+i/12320%20, groups[i%2], i*7919%5000, i*31%100, 1+i%9)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

func differentFile(a, b string) bool {
	one, err1 := os.ReadFile(a)
	two, err2 := os.ReadFile(b)
	return err1 != nil || err2 != nil || string(one) != string(two)
}

// BenchmarkIndexCompute is an index from a file to its value: of a table of areas, and of as many persons as -rows says, counted and measured.
func BenchmarkIndexCompute(b *testing.B) {
	dir := b.TempDir()
	text, parquet := filepath.Join(dir, "big.csv"), filepath.Join(dir, "big.parquet")
	writeBigCSV(b, text, *rows)
	jamlik(b, "data", "convert", text, parquet)
	for _, bc := range []struct {
		name, data string
		flags      []string
	}{
		{"persons-csv", text, []string{"dissimilarity", "--persons", "--group-col", "group"}},
		{"persons-parquet", parquet, []string{"dissimilarity", "--persons", "--group-col", "group"}},
		{"values-parquet", parquet, []string{"gini,theil-t", "--persons", "--value", "share"}},
	} {
		args := append([]string{"index", "compute"}, append(bc.flags, "--data", bc.data, "--unit", "area", "--by", "year")...)
		info, err := os.Stat(bc.data)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(bc.name, func(b *testing.B) {
			b.SetBytes(info.Size())
			b.ReportAllocs()
			for b.Loop() {
				jamlik(b, args...)
			}
			b.ReportMetric(float64(*rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
