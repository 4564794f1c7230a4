// Archive packs a directory so that the same files give the same bytes, wherever and whenever they are packed: in the order of their names, with one time
// for all, no owner, and rights that do not depend on the machine's.
//
//	go run ./cmd/jamlik/archive OUT.tar.gz|OUT.zip DIR TIME
//
// TIME is that of the source, as 2026-11-22T01:20:27Z. The archive holds the directory under its own name; the files named jamlik and jamlik.exe can be run.
package main

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	if err := archive(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "archive:", err)
		os.Exit(1)
	}
}

func archive(arguments []string) (err error) {
	if len(arguments) != 3 {
		return errors.New("say OUT.tar.gz or OUT.zip, a directory and a time")
	}
	out, dir := arguments[0], arguments[1]
	at, err := time.Parse(time.RFC3339, arguments[2])
	if err != nil {
		return err
	}
	pack := map[bool]func(io.Writer, string, time.Time) error{true: zipped, false: tarred}[strings.HasSuffix(out, ".zip")]
	if !strings.HasSuffix(out, ".zip") && !strings.HasSuffix(out, ".tar.gz") {
		return fmt.Errorf("%s: want a name that ends in .tar.gz or .zip", out)
	}
	file, err := os.Create(out)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, file.Close()); err != nil {
			os.Remove(out) // half an archive is none
		}
	}()
	w := bufio.NewWriter(file)
	return errors.Join(pack(w, dir, at.UTC()), w.Flush())
}

// eachFile calls f with every file below a directory, by name: its name in the archive and its rights.
func eachFile(dir string, f func(name string, mode fs.FileMode, data []byte) error) error {
	top := filepath.Base(filepath.Clean(dir))
	return filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !d.Type().IsRegular() {
			return fmt.Errorf("%s: is no regular file", file)
		}
		rel, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		mode := fs.FileMode(0o644)
		if d.Name() == "jamlik" || d.Name() == "jamlik.exe" {
			mode = 0o755
		}
		return f(path.Join(top, filepath.ToSlash(rel)), mode, data)
	})
}

func tarred(w io.Writer, dir string, at time.Time) error {
	compressed, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	out := tar.NewWriter(compressed)
	err = eachFile(dir, func(name string, mode fs.FileMode, data []byte) error {
		h := tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: int64(mode), Size: int64(len(data)), ModTime: at, Format: tar.FormatUSTAR}
		if err := out.WriteHeader(&h); err != nil {
			return err
		}
		_, err := out.Write(data)
		return err
	})
	return errors.Join(err, out.Close(), compressed.Close())
}

func zipped(w io.Writer, dir string, at time.Time) error {
	out := zip.NewWriter(w)
	out.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	err := eachFile(dir, func(name string, mode fs.FileMode, data []byte) error {
		h := zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at}
		h.SetMode(mode)
		entry, err := out.CreateHeader(&h)
		if err != nil {
			return err
		}
		_, err = entry.Write(data)
		return err
	})
	return errors.Join(err, out.Close())
}
