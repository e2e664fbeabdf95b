package audit

import _ "embed"

//go:embed pricefile.schema.json
var schemaJSON string

// Schema returns the JSON Schema of a price file, draft 2020-12. What it admits
// [Read] reads, up to the bounds on lengths and to days that no calendar has. The bytes
// are the caller's own.
func Schema() []byte { return []byte(schemaJSON) }
