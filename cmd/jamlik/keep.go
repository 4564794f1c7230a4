package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// earlierFiles are the files of the earlier result in a directory, by name, where this very program made it. Another version may draw otherwise.
func earlierFiles(dir string) map[string]manifestFile {
	var m manifest
	b, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil || json.Unmarshal(b, &m) != nil || m.Version != version || m.Build != build() || strings.HasSuffix(m.Build, changedSource) {
		return nil
	}
	out := make(map[string]manifestFile, len(m.Files))
	for _, f := range m.Files {
		out[f.Name] = f
	}
	return out
}

// keep adds a picture of a drawing as the earlier result has it, and tells whether it has. A file that is not as the manifest says is not kept.
func (o *outputDir) keep(name, drawing string) (bool, error) {
	f, ok := o.earlier[name]
	if !ok || f.Drawing != drawing {
		return false, nil
	}
	data, err := os.ReadFile(filepath.Join(o.target, filepath.FromSlash(name)))
	if err != nil {
		return false, nil // it is drawn again
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.SHA256 {
		return false, nil
	}
	return true, o.writeDrawing(name, drawing, data)
}
