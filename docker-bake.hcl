# The only source of build definitions: every image that is not a function. Functions add a generated file to it.
#
#   docker buildx bake base-images                     the images that others stand on
#   docker buildx bake control-images-docker           on top of base images that are in the engine already
#   BASE_LINK=target docker buildx bake default        everything in one graph, on any builder
#   docker buildx bake --list=variables                what can be set, through the environment
#
# Before: .esb/publish/<service> (./build.sh Publish), .esb/meta (./build.sh BakeMeta), .esb/certs (./build.sh SetupCerts).
# All paths are relative to this directory, so run bake here.
#
# buildx 0.19 and later read this file as it is. Older ones don't know all that describes and checks a variable:
# 0.13 to 0.15 stop at `description` and `validation`, 0.16 to 0.18 pass over `validation`. The build hands them a copy
# without both.

# ---------------------------------------------------------------- variables

variable "ESB_BRAND" {
  description = "Prefix of the image names."
  default     = "esb"
  validation {
    condition     = ESB_BRAND == regex("[a-z0-9]*", ESB_BRAND) && ESB_BRAND != ""
    error_message = "ESB_BRAND must consist of lower-case letters and digits, such as \"esb\"."
  }
}

variable "ESB_TAG" {
  description = "Tag of the images, and of the base images they stand on."
  default     = "latest"
  validation {
    condition     = ESB_TAG == try(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", ESB_TAG), "")
    error_message = "ESB_TAG must be 1 to 128 letters, digits, '_', '.' or '-', the first one neither '.' nor '-'."
  }
}

variable "ESB_REGISTRY" {
  description = "Registry in front of the image names with its '/', such as \"127.0.0.1:5010/\"; empty for none."
  default     = ""
  validation {
    condition     = ESB_REGISTRY == "" || can(regex("^[^/@ ].*/$", ESB_REGISTRY))
    error_message = "ESB_REGISTRY must be empty or end with '/', such as \"127.0.0.1:5010/\"."
  }
}

variable "ESB_ENV" {
  description = "Environment that the images are made for; label com.esb.env."
  default     = "default"
}

variable "ESB_PROJECT" {
  description = "Compose project that owns the images; label com.esb.project. Empty for none."
  default     = ""
}

variable "ESB_RUN" {
  description = "E2E run that owns the images; label com.esb.run. Empty for none."
  default     = ""
}

variable "OS_ROOT_IMAGE" {
  description = "Debian image that os-base starts from. ./build.sh SetupRootImage makes it where no registry has it."
  default     = "debian:bookworm-slim"
  validation {
    condition     = OS_ROOT_IMAGE != ""
    error_message = "OS_ROOT_IMAGE must name an image, such as \"debian:bookworm-slim\"."
  }
}

variable "OS_ROOT_DIGEST" {
  description = "Digest of OS_ROOT_IMAGE, where it is known; label org.opencontainers.image.base.digest."
  default     = ""
}

variable "LAMBDA_BASE_IMAGE" {
  description = "Image that lambda-base starts from instead of Debian's Python, such as AWS's public one for Python, where its registry is within reach. It must run programs built for glibc 2.27; empty for Debian."
  default     = ""
}

variable "SERVICE_USER" {
  description = "Name of the user that services run as."
  default     = "esb"
  validation {
    condition     = can(regex("^[a-z_][a-z0-9_-]{0,31}$", SERVICE_USER))
    error_message = "SERVICE_USER must be a Unix user name: lower-case letters, digits, '_' and '-', at most 32."
  }
}

variable "SERVICE_UID" {
  description = "User id of SERVICE_USER."
  default     = 10001
  validation {
    condition     = SERVICE_UID > 0 && SERVICE_UID < 65534
    error_message = "SERVICE_UID must be a number from 1 to 65533: services do not run as root."
  }
}

variable "SERVICE_GID" {
  description = "Group id of SERVICE_USER."
  default     = 10001
  validation {
    condition     = SERVICE_GID > 0 && SERVICE_GID < 65534
    error_message = "SERVICE_GID must be a number from 1 to 65533: services do not run as root."
  }
}

variable "CERT_DIR" {
  description = "Folder with rootCA.crt, the authority that the images trust; it is passed as a build secret."
  default     = ".esb/certs"
  validation {
    condition     = CERT_DIR != "" && !can(regex("[,=]", CERT_DIR))
    error_message = "CERT_DIR must be a folder whose path has neither ',' nor '='."
  }
}

variable "ROOT_CA_FINGERPRINT" {
  description = "Fingerprint of rootCA.crt. Another one installs the authority anew; a secret alone does not invalidate a cache."
  default     = ""
}

variable "BASE_LINK" {
  description = "How images find their base image: \"image\" (in the engine or registry, by its tag) or \"target\" (built in the same bake)."
  default     = "image"
  validation {
    condition     = contains(["image", "target"], BASE_LINK)
    error_message = "BASE_LINK must be \"image\" or \"target\"."
  }
}

variable "CACHE_DIR" {
  description = "Read the shared cache below this folder, such as \".esb/buildx-cache\"; empty reads none. buildx warns of each <group>/<target> that is missing."
  default     = ""
}

variable "META_REVISION" {
  description = "Commit; label org.opencontainers.image.revision."
  default     = ""
}

variable "META_VERSION" {
  description = "Product version; label org.opencontainers.image.version."
  default     = ""
}

variable "META_CREATED" {
  description = "Time of the commit, RFC 3339; label org.opencontainers.image.created. Never the time of the build."
  default     = ""
}

variable "META_SOURCE" {
  description = "URL of the sources; label org.opencontainers.image.source."
  default     = ""
}

# ---------------------------------------------------------------- functions

function "image" {
  params = [name]
  result = "${ESB_REGISTRY}${ESB_BRAND}-${name}:${ESB_TAG}"
}

# A base image as a named context. The docker driver sees the engine's images, so a group can stand on images baked
# before. The other drivers cannot, and one graph needs no such detour: there the link is the target itself.
function "base" {
  params = [name]
  result = BASE_LINK == "target" ? "target:${name}" : "docker-image://${image(name)}"
}

# Only sources: exporting into a shared directory needs the care that the build takes of it (staging, then publishing).
function "local_cache" {
  params = [group, name]
  result = CACHE_DIR == "" ? [] : ["type=local,src=${CACHE_DIR}/${group}/${name}"]
}

# A label or argument without value is left out.
function "optional" {
  params = [value]
  result = value == "" ? null : value
}

# ---------------------------------------------------------------- groups

group "default" {
  targets = ["base-images", "control-images-docker", "control-images-containerd", "registry"]
}

group "base-images" {
  targets = ["os-base", "python-base", "lambda-base"]
}

group "control-images-docker" {
  targets = ["gateway-docker", "agent-docker", "provisioner"]
}

group "control-images-containerd" {
  targets = ["gateway-containerd", "agent-containerd", "provisioner", "runtime-node-containerd"]
}

# ---------------------------------------------------------------- what targets share

target "_common" {
  # Load into the engine. A build on another driver does the same; --push replaces it.
  output = ["type=docker"]

  # Explicitly none: provenance names the time and the builder, so equal builds would have different images, and a tag
  # would be an index instead of an image. The same as BUILDX_NO_DEFAULT_ATTESTATIONS=1, whoever runs bake.
  attest = ["type=provenance,disabled=true", "type=sbom,disabled=true"]

  args = {
    SERVICE_USER = SERVICE_USER
    SERVICE_UID  = SERVICE_UID
    SERVICE_GID  = SERVICE_GID
  }

  labels = {
    "com.esb.managed"                   = "true"
    "com.esb.env"                       = ESB_ENV
    "com.esb.project"                   = optional(ESB_PROJECT)
    "com.esb.run"                       = optional(ESB_RUN)
    "org.opencontainers.image.vendor"   = ESB_BRAND
    "org.opencontainers.image.revision" = optional(META_REVISION)
    "org.opencontainers.image.version"  = optional(META_VERSION)
    "org.opencontainers.image.created"  = optional(META_CREATED)
    "org.opencontainers.image.source"   = optional(META_SOURCE)
  }
}

# An image with its version.json.
target "_image" {
  inherits = ["_common"]
  contexts = { meta = BASE_LINK == "target" ? "target:meta" : ".esb/meta" }
  labels = {
    "org.opencontainers.image.base.name"   = OS_ROOT_IMAGE
    "org.opencontainers.image.base.digest" = optional(OS_ROOT_DIGEST)
  }
}

target "_base-image" {
  inherits = ["_image"]
  labels   = { "com.esb.kind" = "base" }
}

target "_service" {
  inherits   = ["_image"]
  dockerfile = "../../../services/Dockerfile"
  args       = { OS_BASE_IMAGE = "os-base" }
  contexts   = { os-base = base("os-base") }
  labels     = { "com.esb.kind" = "control" }
}

# ---------------------------------------------------------------- traceability

# Packs the version files, which every image copies its own from, and unpacks them into the folder that the named
# context "meta" is, unless it is this target itself. Hence in no group: on its own it has to be done before the others.
target "meta" {
  inherits          = ["_common"]
  context           = ".esb/stage/meta"
  dockerfile-inline = "FROM scratch\nCOPY . /\n"
  tags              = [image("meta")]
  output            = ["type=local,dest=.esb/meta", "type=docker"]
  labels = {
    "com.esb.kind"                   = "meta"
    "org.opencontainers.image.title" = "${ESB_BRAND}-meta"
  }
  cache-from = local_cache("meta", "meta")
}

# ---------------------------------------------------------------- base images

target "os-base" {
  inherits = ["_base-image"]
  context  = "images/os-base"
  contexts = { common = "images/common" }
  args = {
    OS_ROOT_IMAGE       = OS_ROOT_IMAGE
    ROOT_CA_FINGERPRINT = ROOT_CA_FINGERPRINT
    BAKE_TARGET         = "os-base"
  }
  secret     = ["type=file,id=root_ca,src=${CERT_DIR}/rootCA.crt"]
  tags       = [image("os-base")]
  labels     = { "org.opencontainers.image.title" = "${ESB_BRAND}-os-base" }
  cache-from = local_cache("base-images", "os-base")
}

target "python-base" {
  inherits = ["_base-image"]
  context  = "images/python-base"
  # Always the target: the base images are one group.
  contexts = { common = "images/common", os-base = "target:os-base" }
  args = {
    OS_BASE_IMAGE = "os-base"
    BAKE_TARGET   = "python-base"
  }
  tags       = [image("python-base")]
  labels     = { "org.opencontainers.image.title" = "${ESB_BRAND}-python-base" }
  cache-from = local_cache("base-images", "python-base")
}

target "lambda-base" {
  inherits = ["_base-image"]
  context  = "images/lambda-base"
  contexts = {
    python-base       = "target:python-base"
    runtime_interface = ".esb/publish/runtime-interface"
    generator_assets  = "runtime-hooks"
    meta_module       = "tools/branding/module"
  }
  args = {
    PYTHON_BASE_IMAGE = "python-base"
    LAMBDA_BASE       = LAMBDA_BASE_IMAGE == "" ? "debian" : "given"
    LAMBDA_BASE_IMAGE = optional(LAMBDA_BASE_IMAGE)
    BAKE_TARGET       = "lambda-base"
  }
  tags       = [image("lambda-base")]
  labels     = { "org.opencontainers.image.title" = "${ESB_BRAND}-lambda-base" }
  cache-from = local_cache("base-images", "lambda-base")
}

# ---------------------------------------------------------------- control plane

target "registry" {
  inherits = ["_image"]
  context  = "images/registry"
  contexts = { common = "images/common", config = "config", os-base = base("os-base") }
  args = {
    OS_BASE_IMAGE = "os-base"
    BAKE_TARGET   = "registry"
  }
  tags = [image("registry")]
  labels = {
    "com.esb.kind"                   = "registry"
    "org.opencontainers.image.title" = "${ESB_BRAND}-registry"
  }
  cache-from = local_cache("registry", "registry")
}

target "gateway-docker" {
  inherits   = ["_service"]
  context    = ".esb/publish/gateway"
  target     = "gateway"
  args       = { ESB_MODE = "docker", BAKE_TARGET = "gateway-docker" }
  tags       = [image("gateway-docker")]
  labels     = { "org.opencontainers.image.title" = "${ESB_BRAND}-gateway-docker" }
  cache-from = local_cache("control-images-docker", "gateway-docker")
}

target "gateway-containerd" {
  inherits   = ["_service"]
  context    = ".esb/publish/gateway"
  target     = "gateway"
  args       = { ESB_MODE = "containerd", BAKE_TARGET = "gateway-containerd" }
  tags       = [image("gateway-containerd")]
  labels     = { "org.opencontainers.image.title" = "${ESB_BRAND}-gateway-containerd" }
  cache-from = local_cache("control-images-containerd", "gateway-containerd")
}

target "agent-docker" {
  inherits   = ["_service"]
  context    = ".esb/publish/agent"
  target     = "agent"
  args       = { ESB_MODE = "docker", BAKE_TARGET = "agent-docker" }
  tags       = [image("agent-docker")]
  labels     = { "org.opencontainers.image.title" = "${ESB_BRAND}-agent-docker" }
  cache-from = local_cache("control-images-docker", "agent-docker")
}

target "agent-containerd" {
  inherits   = ["_service"]
  context    = ".esb/publish/agent"
  target     = "agent"
  args       = { ESB_MODE = "containerd", BAKE_TARGET = "agent-containerd" }
  tags       = [image("agent-containerd")]
  labels     = { "org.opencontainers.image.title" = "${ESB_BRAND}-agent-containerd" }
  cache-from = local_cache("control-images-containerd", "agent-containerd")
}

target "provisioner" {
  inherits   = ["_service"]
  context    = ".esb/publish/provisioner"
  target     = "provisioner"
  args       = { BAKE_TARGET = "provisioner" }
  tags       = [image("provisioner")]
  labels     = { "org.opencontainers.image.title" = "${ESB_BRAND}-provisioner" }
  cache-from = local_cache("control-images-docker", "provisioner")
}

target "runtime-node-containerd" {
  inherits   = ["_service"]
  context    = ".esb/publish/runtime-node"
  contexts   = { common = "images/common" }
  target     = "runtime-node"
  args       = { BAKE_TARGET = "runtime-node-containerd" }
  tags       = [image("runtime-node-containerd")]
  labels     = { "org.opencontainers.image.title" = "${ESB_BRAND}-runtime-node-containerd" }
  cache-from = local_cache("control-images-containerd", "runtime-node-containerd")
}
