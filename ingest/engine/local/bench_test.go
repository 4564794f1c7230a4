//go:build unix

package local_test

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine"
)

// BenchmarkCells counts two million persons in 48,000 cells by area, year and background. Rows for each second of a processor do not depend on what else runs.
func BenchmarkCells(b *testing.B) {
	all := persons(2_000_000, 60)
	dir := b.TempDir()
	q := engine.Query{Keys: byBackground.Keys}
	for _, c := range []struct {
		extension string
		files     int
	}{{".parquet", 1}, {".parquet", 2}, {".arrow", 1}, {".csv", 1}, {".csv", 2}} {
		pattern := fmt.Sprintf("%d-*%s", c.files, c.extension)
		size := len(all) / c.files
		for i := range c.files {
			write(b, filepath.Join(dir, fmt.Sprint(c.files, "-", i, c.extension)), all[i*size:(i+1)*size], 1<<20)
		}
		for _, sums := range []bool{false, true} {
			q.Sums = nil
			name := fmt.Sprintf("%s/files=%d/counts", c.extension[1:], c.files)
			if sums {
				name, q.Sums = fmt.Sprintf("%s/files=%d/sums", c.extension[1:], c.files), byBackground.Sums
			}
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				before := processorSeconds()
				for range b.N {
					if _, err := count(b, dir, pattern, 0, q); err != nil {
						b.Fatal(err)
					}
				}
				rows := float64(len(all)) * float64(b.N)
				b.ReportMetric(rows/b.Elapsed().Seconds(), "rows/s")
				b.ReportMetric(rows/(processorSeconds()-before), "rows/cpu-s")
			})
		}
	}
}

// processorSeconds returns how long processors have worked for this process.
func processorSeconds() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}
