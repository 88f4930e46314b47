using System.Globalization;
using System.Text.Json;

namespace BuildChain.Cache;

public sealed partial record OciLayout
{
    /// <summary>The way from index.json to the last blob, noting problems as it goes.</summary>
    sealed class Walk(string directory, bool digests, CancellationToken cancellationToken)
    {
        const int LargestDocument = 64 << 20;
        const int DeepestManifest = 4;
        const string OtherContent = "its content is not what its digest says";
        static readonly string[] Parts = ["manifests", "layers", "config"];

        public Dictionary<string, OciBlob> Blobs { get; } = [];

        public List<string> Problems { get; } = [];

        public string? Start()
        {
            if (!System.IO.Directory.Exists(directory))
            {
                Problems.Add($"{directory} is not a directory");
                return null;
            }

            if (Document("oci-layout") is { } layout && !layout.TryGetProperty("imageLayoutVersion", out _))
                Problems.Add("oci-layout has no imageLayoutVersion");

            return Document("index.json") is { } index ? Index(index) : null;
        }

        string? Index(JsonElement index)
        {
            var manifests = Descriptors(index, "manifests").ToList();
            if (manifests.Count == 0)
                Problems.Add("index.json names no manifest");

            string? latest = null, last = null;
            foreach (var descriptor in manifests)
            {
                if (Blob(descriptor) is { } blob)
                {
                    Manifest(blob, depth: 1);
                    last = blob.Digest;
                    latest = IsLatest(descriptor) ? blob.Digest : latest;
                }
            }

            return latest ?? last;
        }

        void Manifest(OciBlob blob, int depth)
        {
            if (!HasSize(blob) || Document(blob.RelativePath, blob.Digest) is not { } manifest)
                return;

            var parts = Parts.SelectMany(name => Descriptors(manifest, name)).ToList();
            if (parts.Count == 0)
                Problems.Add($"manifest {blob.Digest} refers to nothing");

            foreach (var part in parts)
            {
                var known = Blobs.Count;
                if (Blob(part) is not { } inner || Blobs.Count == known)
                    continue;

                if (IsManifest(part) && depth < DeepestManifest)
                    Manifest(inner, depth + 1);
                else if (HasSize(inner) && digests)
                    CheckContent(inner);
            }
        }

        OciBlob? Blob(JsonElement descriptor)
        {
            var digest = Text(descriptor, "digest") ?? "(none)";
            if (!Digests().IsMatch(digest)
                || !descriptor.TryGetProperty("size", out var number) || number.ValueKind != JsonValueKind.Number
                || !number.TryGetInt64(out var size) || size < 0)
            {
                Problems.Add($"a descriptor has the digest '{digest}' or no size");
                return null;
            }

            var blob = new OciBlob(digest, size);
            return Blobs.TryAdd(digest, blob) ? blob : Blobs[digest];
        }

        bool HasSize(OciBlob blob)
        {
            var file = new FileInfo(Path.Combine(directory, blob.RelativePath));
            if (file.Exists && file.Length == blob.Size)
                return true;

            Problems.Add(file.Exists
                ? string.Create(CultureInfo.InvariantCulture, $"blob {blob.Digest} has {file.Length} bytes instead of {blob.Size}")
                : $"blob {blob.Digest} is missing");
            return false;
        }

        void CheckContent(OciBlob blob)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _ = Reading(blob.RelativePath, path =>
            {
                using var stream = File.OpenRead(path);
                return HasDigest(stream, blob.Digest) ? "" : throw new InvalidDataException(OtherContent);
            });
        }

        // Manifests are small and everything hangs on them: their digests are always compared.
        JsonElement? Document(string name, string? digest = null) => Reading<JsonElement?>(name, path =>
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestDocument } file)
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it has {file.Length} bytes"));

            var bytes = File.ReadAllBytes(path);
            if (digest is not null && !HasDigest(new MemoryStream(bytes), digest))
                throw new InvalidDataException(OtherContent);

            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new JsonException("not an object");
        });

        // A null result is a problem that was noted.
        T? Reading<T>(string name, Func<string, T> read)
        {
            try
            {
                return read(Path.Combine(directory, name));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                Problems.Add($"{name} is missing");
            }
            catch (JsonException e)
            {
                Problems.Add($"{name} is no JSON document: {e.Message}");
            }
            catch (InvalidDataException e)
            {
                Problems.Add($"{name} is not usable: {e.Message}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Problems.Add($"{name} cannot be read: {e.Message}");
            }

            return default;
        }

        static IEnumerable<JsonElement> Descriptors(JsonElement document, string name)
            => !document.TryGetProperty(name, out var value) ? []
                : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
                : value.ValueKind == JsonValueKind.Object ? [value]
                : [];

        static bool IsManifest(JsonElement descriptor)
            => Text(descriptor, "mediaType") is { } type
                && (type.Contains(".manifest.", StringComparison.Ordinal) || type.Contains(".image.index.", StringComparison.Ordinal));

        static bool IsLatest(JsonElement descriptor)
            => descriptor.TryGetProperty("annotations", out var annotations)
                && annotations.ValueKind == JsonValueKind.Object
                && Text(annotations, "org.opencontainers.image.ref.name") == "latest";

        static string? Text(JsonElement element, string name)
            => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
