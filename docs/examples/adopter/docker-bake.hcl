variable "ESB_TAG" { default = "latest" }

variable "CACHE_DIR" { default = "" }

function "cache" {
  params = [group, name]
  result = CACHE_DIR == "" ? [] : ["type=local,src=${CACHE_DIR}/${group}/${name}"]
}

group "base" { targets = ["base-image"] }

group "apps" { targets = ["web"] }

target "meta" {
  context           = ".esb/stage/meta"
  dockerfile-inline = "FROM scratch\nCOPY . /\n"
  tags              = ["shop-meta:${ESB_TAG}"]
  output            = ["type=local,dest=.esb/meta", "type=docker"]
}

target "base-image" {
  context    = "base"
  tags       = ["shop-base:${ESB_TAG}"]
  output     = ["type=docker"]
  cache-from = cache("base", "base-image")
}

target "web" {
  context    = "web"
  contexts   = { base = "target:base-image" }
  tags       = ["shop-web:${ESB_TAG}"]
  output     = ["type=docker"]
  cache-from = cache("apps", "web")
}
