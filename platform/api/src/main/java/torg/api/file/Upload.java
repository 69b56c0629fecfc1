package torg.api.file;

/**
 * A file that somebody sends, unchecked: which name, type and bytes are taken, {@link FileRule} says.
 *
 * @param name as the sender calls it, with folders or without; empty when it does not say
 * @param mediaType as the sender calls it, parameters and all; empty when it does not say
 * @param bytes good for reading until the request is answered that brought them
 */
public record Upload(String name, String mediaType, Bytes bytes) {}
